import iconv from 'iconv-lite';

/** What came out of a printer, up to a cut. */
export interface Slip {
  /** As they stand on the paper. */
  readonly lines: string[];
  /** Lines of which something was printed at twice the height. */
  readonly large: string[];
  readonly bold: string[];
  readonly barcodes: { readonly kind: number; readonly data: string }[];
  /** Pictures as rows of `#` and `.`, where they stand on the paper, and how many lines were printed before. */
  readonly pictures: { readonly rows: readonly string[]; readonly align: 'left' | 'center' | 'right'; readonly after: number }[];
  cut: boolean;
}
export interface Decoder {
  readonly slips: Slip[];
  /** Connector pins of the drawer, 2 or 5, for each pulse. */
  readonly pulses: number[];
  /** Bytes that mean nothing to it. */
  readonly strange: string[];
  feed(bytes: Uint8Array): void;
  /** The printer lost power: what was not printed is gone, the paper keeps what was. */
  powerCut(): void;
}
/** A question to the printer: `realtime` ones are answered at once, others in their turn. */
export type Ask = (question: { realtime: boolean; n: number }) => void;

/** Epson's numbers of code pages. */
const pages: Record<number, string> = { 0: 'cp437', 13: 'cp857', 17: 'cp866', 46: 'win1251', 48: 'win1254' };

/** Reads ESC/POS as a printer does, byte by byte, whatever the pieces it arrives in. */
export function createDecoder(ask: Ask = () => undefined): Decoder {
  let waiting: number[] = [];
  let line = '';
  let [page, height, bold, lineLarge, lineBold] = ['cp437', 1, false, false, false];
  let align: Slip['pictures'][number]['align'] = 'left';
  const slips: Slip[] = [];
  const pulses: number[] = [];
  const strange: string[] = [];
  const slip = (): Slip => {
    const last = slips.at(-1);
    if (last && !last.cut) return last;
    slips.push({ lines: [], large: [], bold: [], barcodes: [], pictures: [], cut: false });
    return slips.at(-1)!;
  };
  function newLine(): void {
    slip().lines.push(line);
    if (lineLarge) slip().large.push(line);
    if (lineBold) slip().bold.push(line);
    [line, lineLarge, lineBold] = ['', false, false];
  }
  /** Reads one command; resolves to the bytes it took, 0 when it is not whole yet. */
  function command(b: readonly number[]): number {
    const [first, second] = b as [number, number | undefined];
    const sized = (size: number, act: () => void): number => {
      if (b.length < size) return 0;
      act();
      return size;
    };
    if (first === 0x0a) { newLine(); return 1; }
    if (first === 0x0d) return 1;
    if (first >= 0x20) {
      line += iconv.decode(Buffer.from([first]), page);
      lineLarge ||= height > 1;
      lineBold ||= bold;
      return 1;
    }
    if (second === undefined) return 0;
    switch (first * 256 + second) {
      case 0x1b40: [page, height, bold, align] = ['cp437', 1, false, 'left']; return 2;
      case 0x1c2e: return 2;
      case 0x1b74: return sized(3, () => { page = pages[b[2]!] ?? strangeNumber(b[2]!); });
      case 0x1b45: return sized(3, () => { bold = (b[2]! & 1) === 1; });
      case 0x1d21: return sized(3, () => { height = (b[2]! & 15) + 1; });
      case 0x1b61: return sized(3, () => { align = (['left', 'center', 'right'] as const)[b[2]! % 48] ?? 'left'; });
      case 0x1b4d: case 0x1b2d: case 0x1b33: case 0x1d42: case 0x1d68: case 0x1d77: case 0x1d48: return sized(3, () => undefined);
      case 0x1b32: return 2;
      case 0x1b64: return sized(3, () => { for (let at = 0; at < b[2]!; at++) newLine(); });
      case 0x1b70: return sized(5, () => pulses.push(b[2] === 1 ? 5 : 2));
      case 0x1d56: return sized(b[2] !== undefined && b[2] >= 65 ? 4 : 3, () => { slip().cut = true; });
      case 0x1d6b: return b.length < 4 + (b[3] ?? 0) ? 0 : sized(4 + b[3]!, () => {
        slip().barcodes.push({ kind: b[2]!, data: Buffer.from(b.slice(4, 4 + b[3]!)).toString('latin1') });
      });
      case 0x1d76: {
        const [perRow, rows] = [(b[4] ?? 0) + 256 * (b[5] ?? 0), (b[6] ?? 0) + 256 * (b[7] ?? 0)];
        return b.length < 8 ? 0 : sized(8 + perRow * rows, () => {
          const dots = b.slice(8, 8 + perRow * rows).map(byte => byte.toString(2).padStart(8, '0').replace(/0/g, '.').replace(/1/g, '#'));
          slip().pictures.push({ rows: Array.from({ length: rows }, (_, at) => dots.slice(at * perRow, (at + 1) * perRow).join('')), align, after: slip().lines.length });
        });
      }
      case 0x1004: return sized(3, () => ask({ realtime: true, n: b[2]! }));
      case 0x1d72: return sized(3, () => ask({ realtime: false, n: b[2]! }));
      default: strange.push(Buffer.from(b.slice(0, 2)).toString('hex')); return 1;
    }
  }
  function strangeNumber(number: number): string {
    strange.push(`page ${number}`);
    return 'latin1';
  }
  /** Only a picture is longer than this. */
  const reach = (at: number): number => (waiting[at] === 0x1d && waiting[at + 1] === 0x76 ? 8 + ((waiting[at + 4] ?? 0) + 256 * (waiting[at + 5] ?? 0)) * ((waiting[at + 6] ?? 0) + 256 * (waiting[at + 7] ?? 0)) : 300);
  return {
    slips, pulses, strange,
    feed(bytes) {
      waiting.push(...bytes);
      let at = 0;
      for (let took = 1; took > 0 && at < waiting.length; at += took) took = command(waiting.slice(at, at + reach(at)));
      waiting = waiting.slice(at);
    },
    powerCut() {
      waiting = [];
      [line, page, height, bold, lineLarge, lineBold] = ['', 'cp437', 1, false, false, false];
      align = 'left';
    },
  };
}

/** The slips that these bytes make. */
export function decode(bytes: Uint8Array): Decoder {
  const decoder = createDecoder();
  decoder.feed(bytes);
  return decoder;
}
