import { loadBarcodes, type Barcodes } from './barcodes.js';
import type { Label } from './label.js';
import { WIDTH, heightOf, layoutOf, type LabelSize, type Piece } from './layout.js';
import { pdfOf, type Document } from './paper.js';

/** Points of one dot of 203 dpi, taken as an eighth of a millimetre. */
const DOT = 72 / 25.4 / 8;
/** Letters of this font fill about so much of the height a printer's font has. */
const FILL = 0.82;

function draw(document: Document, piece: Piece, barcodes: Barcodes): void {
  switch (piece.kind) {
    case 'text': {
      document.font(piece.bold ? 'bold' : 'regular').fontSize(piece.height * FILL);
      const wide = document.widthOfString(piece.text);
      if (wide > piece.width) document.fontSize(piece.height * FILL * piece.width / wide);
      const spare = piece.width - document.widthOfString(piece.text);
      const x = piece.x + (piece.align === 'end' ? spare : piece.align === 'middle' ? spare / 2 : 0);
      document.fillColor(piece.light ? 'white' : 'black').text(piece.text, x, piece.y, { lineBreak: false });
      return;
    }
    case 'bar': return void document.rect(piece.x, piece.y, piece.width, piece.height).fill('black');
    case 'code128': {
      let x = piece.x;
      barcodes.code128(piece.text).forEach((modules, at) => {
        if (at % 2 === 0) document.rect(x, piece.y, modules * piece.module, piece.height);
        x += modules * piece.module;
      });
      return void document.fill('black');
    }
    case 'qr': {
      barcodes.qr(piece.text).forEach((row, y) => row.forEach((dark, x) => {
        if (dark) document.rect(piece.x + x * piece.module, piece.y + y * piece.module, piece.module, piece.module);
      }));
      return void document.fill('black');
    }
  }
}

/** A page of words where a label is missing, so that it is missed. */
export const noticePdf = (lines: readonly string[], size: LabelSize): Promise<Uint8Array> => pdfOf('Kargo', document => {
  document.addPage({ size: [WIDTH * DOT, heightOf(size) * DOT], margin: 0 });
  document.font('bold').fontSize(16).fillColor('black').text(lines.join('\n\n'), 24, 40, { width: WIDTH * DOT - 48 });
});

/** Labels for any printer, one on each page; bars are drawn as shapes, so that they are sharp at every size. */
export async function labelPdf(labels: readonly Label[], size: LabelSize): Promise<Uint8Array> {
  const barcodes = await loadBarcodes();
  return pdfOf('Kargo', document => {
    for (const label of labels) {
      document.addPage({ size: [WIDTH * DOT, heightOf(size) * DOT], margin: 0 });
      document.save().scale(DOT);
      for (const piece of layoutOf(label, size)) draw(document, piece, barcodes);
      document.restore();
    }
  });
}
