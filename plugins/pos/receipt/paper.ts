import type { Pair } from './receipt.js';

/** Paper of 80 mm or 58 mm, in characters of Font A. */
export type Columns = 48 | 32;

const widthOf = (text: string): number => [...text].length;

/** Breaks at spaces, and inside a word only where it is longer than the paper is wide. */
export function wrap(text: string, columns: number): string[] {
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
/** In the middle of the paper, each row. */
export const centred = (text: string, columns: number): string[] =>
  wrap(text, columns).map(row => ' '.repeat(Math.floor((columns - widthOf(row)) / 2)) + row);

/** Label left, figure right; a label, or words, too long for one row get rows of their own. */
export function pair({ label, value }: Pair, columns: number): string[] {
  if (widthOf(value) > columns) return [...wrap(label, columns), ...wrap(value, columns)];
  const rows = widthOf(label) + widthOf(value) < columns ? [label] : wrap(label, columns);
  const last = rows.pop() ?? '';
  const gap = columns - widthOf(last) - widthOf(value);
  return gap > 0 ? [...rows, last + ' '.repeat(gap) + value] : [...rows, last, value.padStart(columns)];
}

/** A row of the KDV table. On narrow paper it does without its last column, so that large figures keep apart. */
export function tableRow(cells: readonly string[], columns: Columns): string {
  const [shown, figure] = columns === 48 ? [4, 14] : [3, 13];
  return cells.slice(0, shown).map((cell, at) => (at === 0 ? cell.padEnd(6) : cell.padStart(figure))).join('');
}
