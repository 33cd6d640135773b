import type { Dots } from '../logo/dots.js';
import type { CodePageName, Paper } from './code-pages.js';
import { receiptRows, type Row } from './layout.js';
import { centred, wrap } from './paper.js';
import { createPrintable, createRuns, remembering } from './printable.js';
import type { Receipt } from './receipt.js';

/** How iconv calls a code page, by which we ask whether it has a character. */
const known: Readonly<Partial<Record<CodePageName, string>>> = { windows1254: 'win1254', windows1251: 'win1251', windows1252: 'win1252' };

/** Makes slips for a printer. Its libraries are loaded with the first one. */
export interface SlipWriter {
  /** `drawer`: opens it first. `logo`: stands at its head. */
  receipt(receipt: Receipt, head?: { readonly drawer?: boolean; readonly logo?: Dots | undefined }): Uint8Array;
  /** Rows that are laid out already. */
  rows(rows: readonly Row[], logo?: Dots): Uint8Array;
  /** Opens the drawer and prints nothing. */
  drawer(): Uint8Array;
}

export async function openSlipWriter(paper: Paper): Promise<SlipWriter> {
  const [{ default: Encoder }, { default: iconv }] = await Promise.all([import('@point-of-sale/receipt-printer-encoder'), import('iconv-lite')]);
  const pages = paper.codePages.map(({ page }) => page);
  const knows = remembering((character, page) => iconv.encode(character, known[page] ?? page)[0] !== 0x3f);
  const printable = createPrintable(pages, knows);
  const runsOf = createRuns(pages, knows);
  const begin = () => new Encoder({
    language: 'esc-pos', columns: paper.columns, newline: '\n', feedBeforeCut: 4, errors: 'strict', imageMode: 'raster',
    codepageMapping: Object.fromEntries(paper.codePages.map(({ page, number }) => [page, number])), codepageCandidates: pages,
  }).initialize();
  type Slip = ReturnType<typeof begin>;

  const pulse = (): Uint8Array => (paper.drawer === 'none' ? new Uint8Array() : begin().pulse(paper.drawer === 'pin5' ? 1 : 0, 100, 500).encode());
  function finish(slip: Slip): Uint8Array {
    if (paper.cut === 'none') return slip.newline(4).encode();
    const bytes = slip.cut(paper.cut).encode();
    // The library ends with a new line, which would be the first of the next slip.
    return bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes;
  }

  function write(slip: Slip, { text, as }: Row): void {
    if (as === 'title') line(slip.bold(true), text).bold(false);
    else if (as === 'total') line(slip.bold(true).height(2), text).height(1).bold(false);
    else if (as === 'code') barcode(slip, text);
    else if (text === '') slip.newline();
    else line(slip, text);
  }
  /** Left to find the code page itself, the library takes a quarter of a second for a slip. */
  function line(slip: Slip, text: string): Slip {
    for (const { page, text: run } of runsOf(text)) slip.codepage(page).text(run);
    return slip.newline();
  }
  /** Code 128 of 203 dots per inch; a number too long for the paper stands there in figures alone. */
  function barcode(slip: Slip, text: string): void {
    const modules = 11 * (text.length + 2) + 13;
    const dots = paper.columns === 48 ? 576 : 384;
    const width = [2, 1].find(one => modules * (one + 1) <= dots);
    if (width !== undefined && /^[\x20-\x7e]+$/.test(text)) slip.align('center').barcode(text, 'code128', { height: 60, width, text: false }).align('left');
    for (const row of centred(text, paper.columns)) line(slip, row);
  }
  /** In the middle, dot for dot. */
  function picture(slip: Slip, { width, height, dots }: Dots): void {
    const data = new Uint8ClampedArray(width * height * 4).fill(255);
    dots.forEach((dot, at) => { if (dot) data.fill(0, at * 4, at * 4 + 3); });
    slip.align('center').image({ data, width, height }, { width, height }).align('left');
  }
  const rows = (all: readonly Row[], logo?: Dots): Uint8Array => {
    const slip = begin();
    if (logo) picture(slip, logo);
    for (const row of all) write(slip, row);
    return finish(slip);
  };
  return {
    receipt(receipt, { drawer = false, logo } = {}) {
      const slip = rows(receiptRows(withTexts(receipt, printable), paper.columns), logo);
      return drawer ? Buffer.concat([pulse(), slip]) : slip;
    },
    rows: (all, logo) => rows(all.flatMap(row => {
      const text = printable(row.text);
      // What was laid out for other letters may have become longer.
      return [...text].length > paper.columns ? wrap(text, paper.columns).map(one => ({ ...row, text: one })) : [{ ...row, text }];
    }), logo),
    drawer: pulse,
  };
}

/** The same with every text changed, before it is laid out: what replaces a character may be longer. */
function withTexts<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map(one => withTexts(one as unknown, change)) as T;
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withTexts(one as unknown, change)])) as T;
  return value;
}
