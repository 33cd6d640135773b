export type Encoding = 'utf-8' | 'windows-1254' | 'utf-16le';

export interface Sniffed {
  readonly encoding: Encoding;
  /** Line ends in the file. */
  readonly lines: number;
}

/**
 * Reads the whole file once: UTF-8 when its many-byte signs are well formed, else the Turkish code page of Windows (which also
 * reads ISO 8859-9). A few spoilt bytes in a UTF-8 file spoil their lines, not the rest.
 */
export async function sniffEncoding(bytes: AsyncIterable<Uint8Array>): Promise<Sniffed> {
  let [lines, wellFormed, malformed, expected, first] = [0, 0, 0, 0, true];
  let utf16 = false;
  for await (const chunk of bytes) {
    if (first) utf16 = chunk[0] === 0xff && chunk[1] === 0xfe;
    first = false;
    for (const byte of chunk) {
      if (byte === 0x0a) lines++;
      if (expected > 0) {
        if ((byte & 0xc0) === 0x80) {
          if (--expected === 0) wellFormed++;
          continue;
        }
        malformed++;
        expected = 0;
      }
      if (byte < 0x80) continue;
      if (byte >= 0xc2 && byte <= 0xdf) expected = 1;
      else if (byte >= 0xe0 && byte <= 0xef) expected = 2;
      else if (byte >= 0xf0 && byte <= 0xf4) expected = 3;
      else malformed++;
    }
  }
  if (utf16) return { encoding: 'utf-16le', lines };
  return { encoding: malformed + (expected > 0 ? 1 : 0) > wellFormed / 10 ? 'windows-1254' : 'utf-8', lines };
}

/** The text of the file, without its byte order mark; what cannot be read becomes U+FFFD. */
export async function* decode(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
