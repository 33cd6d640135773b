/**
 * GS1 check digits (GS1 General Specifications, 7.9): from the right, digits weigh 3, 1, 3, 1 …; the check digit fills the
 * sum up to a multiple of ten.
 */
export function checkDigit(digits: string): number {
  let sum = 0;
  for (let at = digits.length - 1, weight = 3; at >= 0; at--, weight = 4 - weight) sum += (digits.charCodeAt(at) - 48) * weight;
  return (10 - (sum % 10)) % 10;
}

/** Whether the last digit of an all-digit code is its check digit. */
export const hasCheckDigit = (code: string): boolean =>
  /^\d{2,}$/.test(code) && checkDigit(code.slice(0, -1)) === code.charCodeAt(code.length - 1) - 48;

/** False only for an EAN-8 or EAN-13 with a wrong check digit: codes of other lengths, or with letters, are taken as they are. */
export const isSoundBarcode = (code: string): boolean => !/^(\d{8}|\d{13})$/.test(code) || hasCheckDigit(code);
