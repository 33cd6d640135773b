import type { Pair, Receipt } from './receipt.js';

const widthOf = (text: string): number => [...text].length;

/** Breaks at spaces, and inside a word only where it is longer than the paper is wide. */
function wrap(text: string, columns: number): string[] {
  const rows: string[] = [];
  let row = '';
  for (const word of text.split(/\s+/)) {
    if (row && widthOf(row) + 1 + widthOf(word) > columns) {
      rows.push(row);
      row = '';
    }
    let rest = [...(row ? `${row} ${word}` : word)];
    while (rest.length > columns) rows.push(rest.splice(0, columns).join(''));
    row = rest.join('');
  }
  return row ? [...rows, row] : rows;
}
const centred = (text: string, columns: number): string[] =>
  wrap(text, columns).map(row => ' '.repeat(Math.floor((columns - widthOf(row)) / 2)) + row);

/** Label left, figure right; a label too long for one row gets rows of its own. */
function pair({ label, value }: Pair, columns: number): string[] {
  const rows = widthOf(label) + widthOf(value) < columns ? [label] : wrap(label, columns);
  const last = rows.pop() ?? '';
  const gap = columns - widthOf(last) - widthOf(value);
  return gap > 0 ? [...rows, last + ' '.repeat(gap) + value] : [...rows, last, value.padStart(columns)];
}

/** The receipt on a paper of 48 (80 mm) or 32 (58 mm) columns. */
export function receiptText(receipt: Receipt, columns: 32 | 48): string {
  const rule = '-'.repeat(columns);
  const centre = (texts: readonly string[]): string[] => texts.flatMap(text => centred(text, columns));
  const pairs = (all: readonly Pair[]): string[] => all.flatMap(one => pair(one, columns));
  // On narrow paper the table does without its last column, so that large figures keep apart.
  const [cellsShown, figure] = columns === 48 ? [4, 14] : [3, 13];
  const table = (cells: readonly string[]): string => cells.slice(0, cellsShown).map((cell, at) => (at === 0 ? cell.padEnd(6) : cell.padStart(figure))).join('');
  const rows = [
    ...centre(receipt.seller), ...centre(receipt.heading), rule,
    ...pairs(receipt.facts), rule,
    ...receipt.lines.flatMap(line => [
      ...wrap(line.name, columns),
      ...pair({ label: `  ${line.detail}  ${line.vat}`, value: line.total }, columns),
      ...(line.discount ? pair({ ...line.discount, label: `  ${line.discount.label}` }, columns) : []),
    ]),
    rule,
    ...pairs(receipt.discounts), ...(receipt.discounts.length > 0 ? [rule] : []),
    table(receipt.vat.head), ...receipt.vat.rows.map(table), rule,
    ...pairs([receipt.total]), rule,
    ...pairs(receipt.payments), rule,
    ...centre(receipt.notes), '',
    ...centre([`*${receipt.number}*`]),
  ];
  return rows.map(row => row.trimEnd()).join('\n') + '\n';
}
