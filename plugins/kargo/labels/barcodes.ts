/** Widths of bars and gaps in modules, beginning with a bar. */
export type Bars = readonly number[];
/** Rows of dark (true) and light modules. */
export type Squares = readonly (readonly boolean[])[];

export interface Barcodes {
  code128(text: string): Bars;
  qr(text: string): Squares;
}

/** The encoder is large, and few processes ever print: it is loaded with the first label. */
export async function loadBarcodes(): Promise<Barcodes> {
  const { raw } = (await import('bwip-js/generic')).default;
  return {
    code128: text => (raw({ bcid: 'code128', text }) as { sbs: number[] }[])[0]!.sbs,
    qr(text) {
      // Its types do not know the options of each kind of code.
      const options = { bcid: 'qrcode', text, eclevel: 'M' } as { bcid: string; text: string };
      const { pixs, pixx } = (raw(options) as { pixs: number[]; pixx: number }[])[0]!;
      return Array.from({ length: pixs.length / pixx }, (_, row) => pixs.slice(row * pixx, (row + 1) * pixx).map(dot => dot === 1));
    },
  };
}
