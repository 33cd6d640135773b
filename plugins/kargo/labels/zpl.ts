import { widthOf } from './fit.js';
import type { Label } from './label.js';
import { WIDTH, heightOf, layoutOf, type LabelSize, type Piece } from './layout.js';

/** What would be a command, or the mark of the escape itself, as hexadecimal of `^FH`; control characters never reach a printer. */
const escaped = (text: string): string =>
  text.replace(/\p{Cc}/gu, ' ').replace(/[\^~_\\]/g, mark => `_${mark.charCodeAt(0).toString(16).toUpperCase()}`);

function command(piece: Piece): string {
  const at = (x: number): string => `^FO${x},${piece.y}`;
  switch (piece.kind) {
    case 'text': {
      const spare = Math.max(0, Math.round(piece.width - widthOf(piece.text, piece.height)));
      const x = piece.x + (piece.align === 'end' ? spare : piece.align === 'middle' ? Math.floor(spare / 2) : 0);
      return `${at(x)}${piece.light ? '^FR' : ''}^A0N,${piece.height},${piece.height}^FH^FD${escaped(piece.text)}^FS`;
    }
    case 'bar': return `${at(piece.x)}^GB${piece.width},${piece.height},${Math.min(piece.width, piece.height)}^FS`;
    // In a Code 128 `>` begins a special code, and `>0` stands for itself.
    case 'code128': return `${at(piece.x)}^BY${piece.module},3,${piece.height}^BCN,${piece.height},N,N,N,A^FH^FD${escaped(piece.text).replaceAll('>', '>0')}^FS`;
    case 'qr': return `${at(piece.x)}^BQN,2,${Math.min(10, piece.module)}^FH^FDMA,${escaped(piece.text)}^FS`;
  }
}

/** Labels for a Zebra printer of 203 dpi, in UTF-8 (`^CI28`). */
export const zplOf = (labels: readonly Label[], size: LabelSize): string => labels
  .map(label => [`^XA^CI28^LH0,0^PW${WIDTH}^LL${heightOf(size)}`, ...layoutOf(label, size).map(command), '^PQ1^XZ'].join('\n'))
  .join('\n');
