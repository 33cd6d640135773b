/**
 * The number of a receipt as its barcode says it (`M1-K1-000042`), or undefined for any other code. A scanner set to another
 * keyboard than the till's types its dashes as some other mark.
 */
export function receiptNumberOf(code: string): string | undefined {
  const parts = /^([A-Za-z]+\d+)[^A-Za-z0-9]([A-Za-z]+\d+)[^A-Za-z0-9](\d{4,})$/.exec(code.trim());
  return parts ? `${parts[1]}-${parts[2]}-${parts[3]}`.replace(/[a-z]/g, letter => letter.toUpperCase()) : undefined;
}
