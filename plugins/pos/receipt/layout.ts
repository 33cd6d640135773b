import { centred, pair, tableRow, wrap, type Columns } from './paper.js';
import type { Pair, Receipt } from './receipt.js';

/** One row of paper: `title` is printed bold, `total` large, `code` as a barcode where the printer can. */
export interface Row {
  readonly text: string;
  readonly as?: 'title' | 'total' | 'code';
}
export const rowsOf = (texts: readonly string[], as?: Row['as']): Row[] => texts.map(text => ({ text: text.trimEnd(), ...(as && { as }) }));

/** The receipt, row by row. */
export function receiptRows(receipt: Receipt, columns: Columns): Row[] {
  const rule = '-'.repeat(columns);
  const centre = (texts: readonly string[]): string[] => texts.flatMap(text => centred(text, columns));
  const pairs = (all: readonly Pair[]): string[] => all.flatMap(one => pair(one, columns));
  return [
    ...rowsOf(centre(receipt.seller)), ...rowsOf(centre(receipt.heading), 'title'),
    ...rowsOf([
      rule,
      ...pairs(receipt.facts), rule,
      ...receipt.lines.flatMap(line => [
        ...wrap(line.name, columns),
        ...pair({ label: `  ${line.detail}  ${line.vat}`, value: line.gross }, columns),
        ...(line.discount ? pair({ ...line.discount, label: `  ${line.discount.label}` }, columns) : []),
      ]),
      rule,
      ...pairs(receipt.discounts), ...(receipt.discounts.length > 0 ? [rule] : []),
      tableRow(receipt.vat.head, columns), ...receipt.vat.rows.map(cells => tableRow(cells, columns)), rule,
    ]),
    ...rowsOf(pairs([receipt.total]), 'total'),
    ...rowsOf([rule, ...pairs(receipt.payments), rule, ...centre(receipt.notes), '']),
    { text: receipt.number, as: 'code' },
  ];
}
