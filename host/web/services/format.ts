import { computed, type ReadonlySignal } from '@preact/signals';
import type { BrowserClock, Format, Language } from '@sontechsp/sdk/ui';
import { locales, numbers } from './language.js';
import { uzbekDate, uzbekRelative } from './uzbek.js';

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
    const number = numbers(language.value);
    const uzbek = language.value === 'uz';
    const zone = timeZone.value === undefined ? {} : { timeZone: timeZone.value };
    const date = { day: 'numeric', month: 'short', year: 'numeric' } as const;
    const time = { hour: '2-digit', minute: '2-digit', hour12: false } as const;
    return {
      money: new Intl.NumberFormat(number, { style: 'currency', currency: currency.value, currencyDisplay: 'narrowSymbol' }),
      amount: new Intl.NumberFormat(number, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
      quantity: new Intl.NumberFormat(number, { maximumFractionDigits: 3 }),
      weight: new Intl.NumberFormat(number, { minimumFractionDigits: 3, maximumFractionDigits: 3 }),
      percent: new Intl.NumberFormat(number, { style: 'percent', maximumFractionDigits: 2 }),
      date: uzbek ? uzbekDate(zone, false) : new Intl.DateTimeFormat(locale, { ...date, ...zone }),
      time: new Intl.DateTimeFormat(uzbek ? 'en-GB' : locale, { ...time, ...zone }),
      dateTime: uzbek ? uzbekDate(zone, true) : new Intl.DateTimeFormat(locale, { ...date, ...time, ...zone }),
      relative: uzbek ? uzbekRelative : new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }),
      collator: new Intl.Collator(locale, { numeric: true }),
      mark: (new Intl.NumberFormat(number).formatToParts(1.5).find(p => p.type === 'decimal')?.value === '.' ? '.' : ',') as '.' | ',',
    };
  });
  /** The som by its name where it is at home. */
  const ours = ({ type, value }: Intl.NumberFormatPart): string => (type === 'currency' && value === 'UZS' && language.value === 'uz' ? 'soʻm' : value);
  return {
    money: kurus => made.value.money.formatToParts(kurus / 100).map(ours).join(''),
    amount: kurus => made.value.amount.format(kurus / 100),
    quantity: (quantity, unit) => (unit === 'kg'
      ? `${made.value.weight.format(quantity)} ${t('host:web.ui.unit.kg')}`
      : unit === 'piece' ? `${made.value.quantity.format(quantity)} ${t('host:web.ui.unit.piece')}` : made.value.quantity.format(quantity)),
    // A space before the sign is Russian, not Uzbek.
    percent: percent => (language.value === 'uz' ? made.value.percent.format(percent / 100).replace(/\s%/, '%') : made.value.percent.format(percent / 100)),
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
    get currencySymbol() { return made.value.money.formatToParts(0).filter(p => p.type === 'currency').map(ours).join(''); },
    get decimalMark() { return made.value.mark; },
  };
}
