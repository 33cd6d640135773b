/** Numbers, money and time in the user's language and the store's time zone. */
export interface Format {
  /** Kuruş → `₺1.234,50`. */
  money(kurus: number): string;
  /** Kuruş → `1.234,50`, where a column's head names the currency. */
  amount(kurus: number): string;
  /** At most three decimals; with a unit: `0,250 kg`. */
  quantity(quantity: number, unit?: 'piece' | 'kg'): string;
  /** `18` → `%18` in Turkish, `18%` elsewhere. */
  percent(percent: number): string;
  number(value: number): string;
  /** ISO instant → `4 Mar 2026`. */
  date(iso: string): string;
  /** ISO instant → `14:05`. */
  time(iso: string): string;
  /** ISO instant → `4 Mar 2026 14:05`. */
  dateTime(iso: string): string;
  /** `3 minutes ago`, from the clock's now. */
  relative(iso: string): string;
  /** Compares two names in the user's alphabet. */
  compare(a: string, b: string): number;
  /** ISO 4217: `TRY`. */
  readonly currency: string;
  /** The sign of the shop's currency: `₺`. */
  readonly currencySymbol: string;
  /** The decimal mark of the user's language. */
  readonly decimalMark: ',' | '.';
}
