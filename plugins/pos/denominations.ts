/** Notes and coins that lie in a drawer, the largest first, in the hundredth of the currency. */
const known: Readonly<Record<string, readonly number[]>> = {
  TRY: [20_000, 10_000, 5000, 2000, 1000, 500, 100, 50, 25, 10, 5],
  EUR: [20_000, 10_000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5],
  USD: [10_000, 5000, 2000, 1000, 500, 100, 25, 10, 5, 1],
  RUB: [500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5000, 1000, 500, 200, 100],
  UZS: [20_000_000, 10_000_000, 5_000_000, 2_000_000, 1_000_000, 500_000, 200_000, 100_000, 50_000],
  AZN: [20_000, 10_000, 5000, 2000, 1000, 500, 100, 50, 20, 10, 5],
  KZT: [2_000_000, 1_000_000, 500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5000, 2000, 1000, 500],
};
const NOTES = 6;
/** None for a currency nobody has described: there a sum is counted. */
export const denominationsOf = (currency: string): readonly number[] => known[currency] ?? [];

/** The notes customers pay with, the largest first; for a currency nobody has described, round sums of the lira's size. */
export const notesOf = (currency: string): readonly number[] => (known[currency] ?? known['TRY']!).slice(0, NOTES);
