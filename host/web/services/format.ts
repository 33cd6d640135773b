import { computed, type ReadonlySignal } from '@preact/signals';
import type { BrowserClock, Format, Language } from '@sontechsp/sdk/ui';
import { locales } from './language.js';

interface Deps {
  language: ReadonlySignal<Language>;
  /** IANA zone of the store; undefined: the browser's. */
  timeZone: ReadonlySignal<string | undefined>;
  currency: ReadonlySignal<string>;
  clock: BrowserClock;
  /** Words of units, by key. */
  t: (key: string) => string;
}

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000]];

export function createFormat({ language, timeZone, currency, clock, t }: Deps): Format {
  const made = computed(() => {
    const locale = locales[language.value];
    const zone = timeZone.value === undefined ? {} : { timeZone: timeZone.value };
    const date = { day: 'numeric', month: 'short', year: 'numeric' } as const;
    const time = { hour: '2-digit', minute: '2-digit', hour12: false } as const;
    return {
      money: new Intl.NumberFormat(locale, { style: 'currency', currency: currency.value, currencyDisplay: 'narrowSymbol' }),
      amount: new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
      quantity: new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }),
      weight: new Intl.NumberFormat(locale, { minimumFractionDigits: 3, maximumFractionDigits: 3 }),
      percent: new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }),
      date: new Intl.DateTimeFormat(locale, { ...date, ...zone }),
      time: new Intl.DateTimeFormat(locale, { ...time, ...zone }),
      dateTime: new Intl.DateTimeFormat(locale, { ...date, ...time, ...zone }),
      relative: new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }),
      collator: new Intl.Collator(locale, { numeric: true }),
      mark: (new Intl.NumberFormat(locale).formatToParts(1.5).find(p => p.type === 'decimal')?.value === '.' ? '.' : ',') as '.' | ',',
    };
  });
  return {
    money: kurus => made.value.money.format(kurus / 100),
    amount: kurus => made.value.amount.format(kurus / 100),
    quantity: (quantity, unit) => (unit === 'kg'
      ? `${made.value.weight.format(quantity)} ${t('host:web.ui.unit.kg')}`
      : unit === 'piece' ? `${made.value.quantity.format(quantity)} ${t('host:web.ui.unit.piece')}` : made.value.quantity.format(quantity)),
    percent: percent => made.value.percent.format(percent / 100),
    number: value => made.value.quantity.format(value),
    date: iso => made.value.date.format(new Date(iso)),
    time: iso => made.value.time.format(new Date(iso)),
    dateTime: iso => made.value.dateTime.format(new Date(iso)),
    relative(iso) {
      const past = Date.parse(iso) - Date.parse(clock.now());
      const [unit, size] = steps.find(([, ms]) => Math.abs(past) >= ms) ?? (['second', 1000] as const);
      return made.value.relative.format(Math.round(past / size), unit);
    },
    compare: (a, b) => made.value.collator.compare(a, b),
    get currency() { return currency.value; },
    get currencySymbol() { return made.value.money.formatToParts(0).find(p => p.type === 'currency')!.value; },
    get decimalMark() { return made.value.mark; },
  };
}
