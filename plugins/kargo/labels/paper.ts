import { createRequire } from 'node:module';

type Document = InstanceType<typeof import('pdfkit')>;

/** Fonts with Turkish, Cyrillic and the lira sign. */
const fonts = { regular: 'DejaVuSansCondensed.ttf', bold: 'DejaVuSansCondensed-Bold.ttf' };

/** Makes a PDF without a page yet; `draw` adds pages. What draws it is large and is loaded with the first document. */
export async function pdfOf(title: string, draw: (document: Document) => void): Promise<Uint8Array> {
  const { default: PDFDocument } = await import('pdfkit');
  const document = new PDFDocument({ autoFirstPage: false, margin: 0, info: { Title: title, Producer: 'SONTECHSP', Creator: 'SONTECHSP' } });
  const { resolve } = createRequire(import.meta.url);
  for (const [name, file] of Object.entries(fonts)) document.registerFont(name, resolve(`dejavu-fonts-ttf/ttf/${file}`));
  const chunks: Buffer[] = [];
  const whole = new Promise<Uint8Array>((done, failed) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.once('end', () => done(Buffer.concat(chunks)));
    document.once('error', failed);
  });
  draw(document);
  document.end();
  return whole;
}
export type { Document };
