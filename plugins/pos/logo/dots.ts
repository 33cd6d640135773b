/** A picture in black and white: one byte for each dot, row by row; 1: black. */
export interface Dots {
  readonly width: number;
  readonly height: number;
  readonly dots: Uint8Array;
}
/** A picture in shades, row by row: 0 is black, 255 white. */
export interface Shades {
  readonly width: number;
  readonly height: number;
  readonly shades: Float32Array;
}

/** Where colours with transparency lie on white paper. */
export function shadesOf({ width, height, data }: { width: number; height: number; data: Uint8Array }): Shades {
  const shades = new Float32Array(width * height);
  for (let at = 0; at < shades.length; at++) {
    const [red, green, blue, opacity] = [data[at * 4]!, data[at * 4 + 1]!, data[at * 4 + 2]!, data[at * 4 + 3]! / 255];
    // Rec. 601: what eyes take for equally bright.
    shades[at] = 255 - opacity * (255 - (0.299 * red + 0.587 * green + 0.114 * blue));
  }
  return { width, height, shades };
}

/** Lighter than this is paper. */
const PAPER = 245;

/** Without the empty margins; undefined for an empty picture. */
export function trimmed({ width, height, shades }: Shades): Shades | undefined {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
    if (shades[y * width + x]! >= PAPER) continue;
    [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), y];
  }
  if (right < 0) return undefined;
  const [wide, high] = [right - left + 1, bottom - top + 1];
  const inner = new Float32Array(wide * high);
  for (let y = 0; y < high; y++) inner.set(shades.subarray((top + y) * width + left, (top + y) * width + right + 1), y * wide);
  return { width: wide, height: high, shades: inner };
}

/** At most so wide and high, in its proportions: each dot is the mean of what it covers. It is never made larger. */
export function fitted(from: Shades, most: { width: number; height: number }): Shades {
  const scale = Math.min(1, most.width / from.width, most.height / from.height);
  if (scale === 1) return from;
  const [width, height] = [Math.max(1, Math.round(from.width * scale)), Math.max(1, Math.round(from.height * scale))];
  const sums = new Float32Array(width * height);
  const counts = new Uint32Array(width * height);
  for (let y = 0; y < from.height; y++) for (let x = 0; x < from.width; x++) {
    const at = Math.min(height - 1, Math.floor(y * scale)) * width + Math.min(width - 1, Math.floor(x * scale));
    sums[at]! += from.shades[y * from.width + x]!;
    counts[at]!++;
  }
  return { width, height, shades: sums.map((sum, at) => sum / Math.max(1, counts[at]!)) };
}

/** Dark colours are black and light ones paper, so that a plain area of a brand's colour has no pattern; what lies between is stretched. */
const BLACK = 80;
const WHITE = 215;
const clear = (shade: number): number => Math.max(0, Math.min(255, ((shade - BLACK) * 255) / (WHITE - BLACK)));

/**
 * Black dots on white paper. Shades become patterns by Atkinson's error diffusion, which hands on six eighths of what rounding
 * took: lines and letters stay crisp, and a photograph can be made out.
 */
export function dithered({ width, height, shades }: Shades): Dots {
  const left = shades.map(clear);
  const dots = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
    const at = y * width + x;
    const black = left[at]! < 128;
    dots[at] = black ? 1 : 0;
    const error = (left[at]! - (black ? 0 : 255)) / 8;
    for (const [right, down] of neighbours) {
      if (x + right >= 0 && x + right < width && y + down < height) left[at + down * width + right]! += error;
    }
  }
  return { width, height, dots };
}
const neighbours = [[1, 0], [2, 0], [-1, 1], [0, 1], [1, 1], [0, 2]] as const;

/** Eight dots to a byte, each row beginning with a new one. */
export function packed({ width, height, dots }: Dots): Uint8Array {
  const perRow = Math.ceil(width / 8);
  const bits = new Uint8Array(perRow * height);
  for (let at = 0; at < dots.length; at++) if (dots[at]) bits[Math.floor(at / width) * perRow + ((at % width) >> 3)]! |= 0x80 >> ((at % width) & 7);
  return bits;
}
export function unpacked(width: number, height: number, bits: Uint8Array): Dots {
  const perRow = Math.ceil(width / 8);
  const dots = Uint8Array.from({ length: width * height }, (_, at) => (bits[Math.floor(at / width) * perRow + ((at % width) >> 3)]! >> (7 - ((at % width) & 7))) & 1);
  return { width, height, dots };
}
