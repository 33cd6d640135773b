import { pdfOf, type Document } from '../labels/paper.js';
import type { HandoverRow, ShipmentRow } from '../tables.js';

export interface HandoverFacts {
  readonly handover: HandoverRow;
  readonly shipments: readonly ShipmentRow[];
  /** By the shipment's id. */
  readonly recipients: ReadonlyMap<string, string>;
  readonly storeName: string;
  readonly firmName: string;
  /** Of the store's clock. */
  readonly at: string;
  readonly by: string;
  word(key: string): string;
  money(kurus: number): string;
  number(value: number): string;
}
const [WIDTH, HEIGHT, MARGIN] = [595.28, 841.89, 40];
const ROW = 20;
const FOOT = 130;

interface Column {
  readonly title: string;
  readonly x: number;
  readonly width: number;
  readonly end?: boolean;
  cell(row: ShipmentRow, at: number): string;
}

/** The list that goes with the parcels: what was given, how many, and room for both signatures. */
export async function handoverPdf(facts: HandoverFacts): Promise<Uint8Array> {
  const { word } = facts;
  const columns: Column[] = [
    { title: word('no'), x: MARGIN, width: 24, cell: (_, at) => String(at + 1) },
    { title: word('reference'), x: 66, width: 92, cell: row => row.reference },
    { title: word('order'), x: 162, width: 88, cell: row => row.order_no },
    { title: word('recipient'), x: 254, width: 104, cell: row => facts.recipients.get(row.id) ?? '' },
    { title: word('place'), x: 362, width: 56, cell: row => row.recipient_city },
    { title: word('parcels'), x: 420, width: 30, end: true, cell: row => String(row.parcel_count) },
    { title: word('desi'), x: 452, width: 32, end: true, cell: row => facts.number(row.desi / 100) },
    { title: word('cod'), x: 488, width: WIDTH - MARGIN - 488, end: true, cell: row => (row.cod_amount === null ? '' : facts.money(row.cod_amount)) },
  ];
  return pdfOf(word('title'), document => {
    let page = 1;
    let y = newPage(document, facts, columns, page);
    facts.shipments.forEach((row, at) => {
      if (y + ROW > HEIGHT - FOOT) y = newPage(document, facts, columns, ++page);
      for (const column of columns) cell(document, column, y, column.cell(row, at));
      document.moveTo(MARGIN, y + ROW - 4).lineTo(WIDTH - MARGIN, y + ROW - 4).lineWidth(0.3).stroke('#888888');
      y += ROW;
    });
    end(document, facts, y);
  });
}

function fitted(document: Document, text: string, width: number): string {
  if (document.widthOfString(text) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && document.widthOfString(`${letters.join('')}…`) > width) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}
function cell(document: Document, { x, width, end = false }: Column, y: number, text: string, font = 'regular'): void {
  document.font(font).fontSize(8.5).fillColor('black');
  const shown = fitted(document, text, width);
  document.text(shown, end ? x + width - document.widthOfString(shown) : x, y, { lineBreak: false });
}

function newPage(document: Document, { handover, storeName, firmName, at, word }: HandoverFacts, columns: readonly Column[], page: number): number {
  document.addPage({ size: 'A4', margin: 0 });
  const number = `${word('page')} ${page}`;
  document.fillColor('black').font('regular').fontSize(9).text(number, WIDTH - MARGIN - document.widthOfString(number), MARGIN, { lineBreak: false });
  document.fillColor('black').font('bold').fontSize(16).text(word('title'), MARGIN, MARGIN, { lineBreak: false });
  document.font('regular').fontSize(10);
  const lines = [`${firmName} · ${storeName}`, `${word('carrier')}: ${handover.connection_name}`, `${word('date')}: ${at}`];
  lines.forEach((line, row) => document.text(fitted(document, line, WIDTH - 2 * MARGIN), MARGIN, MARGIN + 26 + row * 15, { lineBreak: false }));
  const y = MARGIN + 84;
  for (const column of columns) cell(document, column, y, column.title, 'bold');
  document.moveTo(MARGIN, y + 15).lineTo(WIDTH - MARGIN, y + 15).lineWidth(1).stroke('black');
  return y + 22;
}

function end(document: Document, { handover, by, word }: HandoverFacts, y: number): void {
  document.font('bold').fontSize(11).fillColor('black')
    .text(`${word('total')}: ${handover.shipment_count} ${word('shipments')}, ${handover.parcel_count} ${word('parcelWord')}`, MARGIN, y + 6, { lineBreak: false });
  const top = HEIGHT - FOOT + 30;
  const half = (WIDTH - 2 * MARGIN - 40) / 2;
  [[word('givenBy'), by], [word('takenBy'), '']].forEach(([title, name], at) => {
    const x = MARGIN + at * (half + 40);
    document.font('bold').fontSize(10).text(title!, x, top, { lineBreak: false });
    document.font('regular').text(name!, x, top + 15, { lineBreak: false });
    document.moveTo(x, top + 58).lineTo(x + half, top + 58).lineWidth(0.7).stroke('black');
    document.fontSize(8).text(word('signature'), x, top + 62, { lineBreak: false });
  });
}
