const wide = /[mwMWŞÖÜÇĞ@%ЖШЩЮФ]/;
const narrow = /[iIİıljtfr1.,:;!|'() /-]/;

/** About how wide a text is, in dots, in a font of this height; rather too wide than too narrow, as printers' fonts differ. */
export const widthOf = (text: string, height: number): number =>
  [...text].reduce((sum, letter) => sum + (wide.test(letter) ? 0.72 : narrow.test(letter) ? 0.34 : letter >= 'A' && letter <= 'Z' ? 0.6 : 0.52), 0) * height;

/** Takes letters away until the text fits, and says so with dots. */
export function cut(text: string, height: number, width: number): string {
  if (widthOf(text, height) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && widthOf(`${letters.join('')}...`, height) > width) letters.pop();
  return `${letters.join('').trimEnd()}...`;
}

/** Breaks at spaces into at most so many rows; what is left over is cut off the last. */
export function wrap(text: string, height: number, width: number, rows: number): string[] {
  const words = text.split(/\s+/).filter(Boolean);
  const made: string[] = [];
  let row = '';
  for (const [at, word] of words.entries()) {
    const longer = row ? `${row} ${word}` : word;
    if (!row || widthOf(longer, height) <= width) row = longer;
    else if (made.length === rows - 1) return [...made, cut([row, ...words.slice(at)].join(' '), height, width)];
    else {
      made.push(cut(row, height, width));
      row = word;
    }
  }
  return row ? [...made, cut(row, height, width)] : made;
}
