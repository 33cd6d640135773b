/** Quantities are numbers with at most three decimals in JSON, and integer thousandths inside. */

/** JSON number → integer thousandths. Throws a RangeError for what is not a whole thousandth or not finite. */
export function toThousandths(quantity: number): number {
  const thousandths = Math.round(quantity * 1000);
  if (!Number.isSafeInteger(thousandths) || thousandths / 1000 !== quantity) throw new RangeError(`Not a whole thousandth: ${quantity}`);
  return thousandths;
}
/** Integer thousandths → JSON number. */
export const fromThousandths = (thousandths: number): number => thousandths / 1000;
