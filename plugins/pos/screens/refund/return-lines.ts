import type { SaleDetail } from '../../schemas.js';

/** A line of a sale, and what of it goes back now. Quantities in thousandths. */
export interface ReturnLine {
  readonly id: string;
  readonly productId: string;
  readonly barcode: string | null;
  readonly name: string;
  readonly unitPrice: number;
  readonly sold: number;
  readonly refunded: number;
  /** What may still go back. */
  readonly left: number;
  readonly chosen: number;
  /** Whether it goes back to the shelf. */
  readonly restock: boolean;
}
const thousandths = (quantity: number): number => Math.round(quantity * 1000);

export const returnLinesOf = (sale: SaleDetail): ReturnLine[] => sale.lines.map(line => {
  const sold = thousandths(line.quantity);
  const refunded = thousandths(line.refunded ?? 0);
  return {
    id: line.id, productId: line.productId, barcode: line.barcode, name: line.name, unitPrice: line.unitPrice, sold, refunded, left: sold - refunded, chosen: 0, restock: true,
  };
});

/** The lines with so much of one chosen; undefined when so much is not left. */
export function choose(lines: readonly ReturnLine[], id: string, quantity: number): ReturnLine[] | undefined {
  const line = lines.find(one => one.id === id);
  if (!line || quantity < 0 || quantity > line.left) return undefined;
  return lines.map(one => (one === line ? { ...one, chosen: quantity } : one));
}
/** All that is left of every line; nothing, when that was chosen already. */
export function chooseAll(lines: readonly ReturnLine[]): ReturnLine[] {
  const whole = lines.every(line => line.chosen === line.left);
  return lines.map(line => ({ ...line, chosen: whole ? 0 : line.left }));
}
/** One more or one fewer, as far as there is. */
export function stepped(line: ReturnLine, by: 1 | -1): number {
  return Math.max(0, Math.min(line.left, line.chosen + by * 1000));
}
/** The line a scanned product goes back from: the first of it that has some left, else the first of it. */
export const lineFor = (lines: readonly ReturnLine[], fits: (line: ReturnLine) => boolean): ReturnLine | undefined =>
  lines.find(line => fits(line) && line.chosen < line.left) ?? lines.find(fits);

export const chosenOf = (lines: readonly ReturnLine[]): ReturnLine[] => lines.filter(line => line.chosen > 0);
/** As the API takes them. */
export const bodyLinesOf = (lines: readonly ReturnLine[]): { lineId: string; quantity: number; restock: boolean }[] =>
  chosenOf(lines).map(line => ({ lineId: line.id, quantity: line.chosen / 1000, restock: line.restock }));
