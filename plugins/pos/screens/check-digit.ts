/**
 * Whether a code of 8 or 13 digits fails its check digit (GS1 General Specifications, 7.9). The host decides what is sold; this
 * only tells the cashier whether to scan again or to look for an unknown product.
 */
export function isMisread(code: string): boolean {
  if (!/^(\d{8}|\d{13})$/.test(code)) return false;
  let sum = 0;
  for (let at = code.length - 1, weight = 1; at >= 0; at--, weight = 4 - weight) sum += Number(code[at]) * weight;
  return sum % 10 !== 0;
}
