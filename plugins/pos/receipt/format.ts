import type { Language } from '@sontechsp/sdk';

const locales: Record<Language, string> = { tr: 'tr-TR', en: 'en-GB', ru: 'ru-RU', uz: 'uz-Latn-UZ' };

/** How a store writes numbers and times on its slips. */
export interface Format {
  /** `1.234,56` */
  money(kurus: number): string;
  /** `0,25`, of thousandths. */
  quantity(thousandths: number): string;
  /** `25.07.2026 14:03` in the store's time zone. */
  time(instant: string): string;
  /** `25.07.2026`, of the day `2026-07-25`. */
  day(day: string): string;
}
export function createFormat(language: Language, timeZone: string): Format {
  const locale = locales[language];
  const money = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const quantity = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
  const time = new Intl.DateTimeFormat(locale, { timeZone, day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const day = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: '2-digit', month: '2-digit', year: 'numeric' });
  return {
    money: kurus => money.format(kurus / 100),
    quantity: thousandths => quantity.format(thousandths / 1000),
    time: instant => time.format(new Date(instant)).replace(',', ''),
    day: text => day.format(new Date(text)),
  };
}
