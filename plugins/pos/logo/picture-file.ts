import { inflateSync } from 'node:zlib';
import { errors } from '../errors.js';
import type { Dots } from './dots.js';

/** What a logo may be at most: a small file may hold a picture that fills the memory. */
export const MOST_BYTES = 512 * 1024;
const MOST_DOTS = 4_000_000;
const tooLarge = () => errors('pos.logoTooLarge', { kilobytes: MOST_BYTES / 1024, megapixels: MOST_DOTS / 1_000_000 });

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and opacity of each pixel. */
  readonly data: Uint8Array;
}
/** Reads a PNG or JPEG. `pos.logoUnreadable` for anything else, `pos.logoTooLarge` before what is too much is unpacked. */
export async function readPicture(file: Uint8Array): Promise<Pixels> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.length > MOST_BYTES) throw tooLarge();
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return readPng(bytes);
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return readJpeg(bytes);
  throw errors('pos.logoUnreadable');
}

async function readPng(bytes: Buffer): Promise<Pixels> {
  checkPng(bytes);
  const { PNG } = await import('pngjs');
  try {
    return PNG.sync.read(bytes);
  } catch {
    throw errors('pos.logoUnreadable');
  }
}
/** The size it says it has, and whether what it unpacks to is no more than that: the library trusts interlaced pictures. */
function checkPng(bytes: Buffer): void {
  const data: Buffer[] = [];
  let [width, height] = [0, 0];
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const content = bytes.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR' && length >= 13) [width, height] = [content.readUInt32BE(0), content.readUInt32BE(4)];
    if (type === 'IDAT') data.push(content);
    at += 12 + length;
  }
  if (width === 0 || height === 0) throw errors('pos.logoUnreadable');
  if (width * height > MOST_DOTS) throw tooLarge();
  try {
    // Sixteen bits of four channels at most, and a byte for each row of each pass.
    inflateSync(Buffer.concat(data), { maxOutputLength: width * height * 8 + height * 16 + 1024 });
  } catch (error) {
    throw (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : errors('pos.logoUnreadable');
  }
}

async function readJpeg(bytes: Buffer): Promise<Pixels> {
  const { default: jpeg } = await import('jpeg-js');
  try {
    return jpeg.decode(bytes, { useTArray: true, formatAsRGBA: true, tolerantDecoding: false, maxResolutionInMP: MOST_DOTS / 1_000_000, maxMemoryUsageInMB: 128 });
  } catch (error) {
    throw /limit exceeded/.test((error as Error).message) ? tooLarge() : errors('pos.logoUnreadable');
  }
}

/** A picture of dots as a PNG, for those who look at a screen. */
export async function pngOf({ width, height, dots }: Dots): Promise<Uint8Array> {
  const { PNG } = await import('pngjs');
  const png = new PNG({ width, height, inputColorType: 0, colorType: 0, inputHasAlpha: false });
  png.data = Buffer.from(dots.map(dot => (dot ? 0 : 255)));
  return PNG.sync.write(png, { inputColorType: 0, colorType: 0, inputHasAlpha: false, bitDepth: 8 });
}
