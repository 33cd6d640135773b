/**
 * The one money engine: integer minor units (kuruş) in and out, every rounding half up. Used by the till, the checkout,
 * receipts and reports, so that all show the same figure.
 */

/** a × b ÷ c, rounded half up, exact for every safe integer (c > 0). */
export function mulDiv(a: number, b: number, c: number): number {
  const product = a * b;
  if (Number.isSafeInteger(product) && Number.isSafeInteger(2 * product + c)) return Math.floor((2 * product + c) / (2 * c));
  const [n, d] = [2n * BigInt(a) * BigInt(b) + BigInt(c), 2n * BigInt(c)];
  return Number(n >= 0n ? n / d : (n - d + 1n) / d);
}
/** Price of a quantity in thousandths. */
export const lineGross = (unitPrice: number, thousandths: number): number => mulDiv(unitPrice, thousandths, 1000);
/** A discount of `percent` (at most two decimals). */
export const percentOf = (gross: number, percent: number): number => mulDiv(gross, Math.round(percent * 100), 10_000);
/** KDV contained in a total that includes it: total × rate ÷ (100 + rate). */
export const vatIn = (total: number, rate: number): number => mulDiv(total, rate, 100 + rate);

/**
 * Shares `amount` over `weights` in proportion, by largest remainder, ties to the earlier one; the shares add up exactly,
 * and none exceeds its weight when amount ≤ sum of weights.
 */
export function share(amount: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + BigInt(b), 0n);
  if (sum === 0n) return weights.map(() => 0);
  const exact = weights.map((w, at) => ({ at, floor: (BigInt(amount) * BigInt(w)) / sum, rest: (BigInt(amount) * BigInt(w)) % sum }));
  const shares = exact.map(e => Number(e.floor));
  let left = amount - shares.reduce((a, b) => a + b, 0);
  for (const e of [...exact].sort((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1))) {
    if (left <= 0) break;
    shares[e.at]!++;
    left--;
  }
  return shares;
}
