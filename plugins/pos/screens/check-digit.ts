/**
 * Whether the last digit of a number is its check digit (GS1 General Specifications, 7.9). The host decides what is sold; here it
 * only tells a whole barcode from a cut one, and "scan again" from "unknown product".
 */
export function hasCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let at = digits.length - 1, weight = 1; at >= 0; at--, weight = 4 - weight) sum += Number(digits[at]) * weight;
  return sum % 10 === 0;
}

/** An EAN-8 or EAN-13 with a wrong check digit; codes of other lengths, or with letters, are as they are. */
export const isMisread = (code: string): boolean => /^(\d{8}|\d{13})$/.test(code) && !hasCheckDigit(code);
