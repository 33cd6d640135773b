import { cut, widthOf, wrap } from './fit.js';
import type { Label } from './label.js';

export type LabelSize = '100x100' | '100x150';

/** A piece of a label. All in dots of 203 dpi: eight to the millimetre. */
export type Piece =
  | { readonly kind: 'text'; readonly x: number; readonly y: number; readonly height: number; readonly text: string; readonly width: number; readonly bold?: boolean; readonly light?: boolean; readonly align?: 'end' | 'middle' }
  | { readonly kind: 'bar'; readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  | { readonly kind: 'code128'; readonly x: number; readonly y: number; readonly module: number; readonly height: number; readonly text: string }
  | { readonly kind: 'qr'; readonly x: number; readonly y: number; readonly module: number; readonly text: string };

/** Dots of a label. */
export const WIDTH = 800;
export const heightOf = (size: LabelSize): number => (size === '100x100' ? 800 : 1200);
const MARGIN = 30;
const INNER = WIDTH - 2 * MARGIN;

/** Modules a Code 128 needs, quiet zones left out: two digits share a symbol where all are digits. */
const modulesOf = (text: string): number => 11 * ((/^\d+$/.test(text) ? Math.ceil(text.length / 2) + 1 : text.length) + 2) + 13;
/** Modules along the side of a QR code of error level M in byte mode (ISO/IEC 18004, table 7). */
const qrModules = (bytes: number): number => 17 + 4 * (([14, 26, 42, 62, 84, 106, 122, 152, 180, 213].findIndex(most => bytes <= most) + 1) || 12);

/** Where everything of a label stands. The same for every printer; the tall label has more room for the address and taller bars. */
export function layoutOf(label: Label, size: LabelSize): Piece[] {
  const tall = size === '100x150';
  const pieces: Piece[] = [];
  const text = (y: number, height: number, words: string, more: { width?: number; bold?: boolean; light?: boolean; align?: 'end' | 'middle'; x?: number } = {}): void => {
    const width = more.width ?? INNER;
    pieces.push({ kind: 'text', x: MARGIN, y, height, ...more, width, text: cut(words, height, width) });
  };
  const rule = (y: number): void => void pieces.push({ kind: 'bar', x: MARGIN, y, width: INNER, height: 2 });

  text(24, 34, label.carrier, { width: 560, bold: true });
  text(18, 44, label.parcel, { x: 600, width: 170, bold: true, align: 'end' });
  rule(70);
  text(80, 22, `${label.sender.title}: ${label.sender.name}`);
  text(106, 20, label.sender.address);
  rule(134);

  const [name, line, rows] = tall ? [46, 36, 4] : [36, 28, 3];
  let y = 144;
  text(y, 22, label.recipient.title);
  y += 26;
  // The short label has one row for the name: a long one is written smaller.
  const own = !tall && widthOf(label.recipient.name, name) > INNER ? 26 : name;
  for (const row of wrap(label.recipient.name, own, INNER, tall ? 2 : 1)) {
    text(y, own, row, { bold: true });
    y += name + 6;
  }
  for (const row of wrap(label.recipient.address, line, INNER, rows)) {
    text(y, line, row);
    y += line + 4;
  }
  text(y, name, label.recipient.place, { bold: true });
  text(y + name + 6, line, label.recipient.phone);

  const bars = tall ? 560 : 388;
  const barHeight = tall ? 240 : 130;
  rule(bars - 10);
  const modules = modulesOf(label.barcode);
  const module = modules * 3 <= INNER - 60 ? 3 : modules * 2 <= INNER ? 2 : 1;
  pieces.push({ kind: 'code128', x: Math.floor((WIDTH - modules * module) / 2), y: bars, module, height: barHeight, text: label.barcode });
  text(bars + barHeight + 8, 30, label.barcode, { bold: true, align: 'middle' });

  const foot = bars + barHeight + 50;
  rule(foot - 6);
  const side = qrModules(new TextEncoder().encode(label.qr).length);
  const room = heightOf(size) - foot - 30;
  pieces.push({ kind: 'qr', x: WIDTH - MARGIN - Math.min(200, room), y: foot + 6, module: Math.max(1, Math.floor(Math.min(200, room) / side)), text: label.qr });
  const [fact, step] = tall ? [32, 44] : [24, 30];
  label.facts.forEach((words, at) => text(foot + 8 + at * step, fact, words, { width: 520 }));
  if (label.collect) {
    const top = foot + 8 + label.facts.length * step;
    pieces.push({ kind: 'bar', x: MARGIN, y: top, width: 530, height: fact + 18 });
    text(top + 10, fact, label.collect, { x: MARGIN + 10, width: 510, bold: true, light: true });
  }
  return pieces;
}
