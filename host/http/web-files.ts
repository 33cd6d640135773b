import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
};
const compressible = /^text\/|json|svg/;
export type Encoding = 'br' | 'gzip' | 'identity';

export interface WebFile {
  readonly type: string;
  readonly encoding: Encoding;
  readonly etag: string;
  readonly bytes: Buffer;
}
/** The built files of the browser side, kept in memory as they are sent. */
export interface WebFiles {
  /** A file by its path below the folder; undefined when there is none, or when the path leads out of the folder. */
  read(path: string, accepted: readonly Encoding[]): Promise<WebFile | undefined>;
}

interface Kept {
  readonly changed: number;
  readonly plain: WebFile;
  readonly packed: Map<Encoding, Promise<WebFile>>;
}

/** `elsewhere` names the place of files that lie outside the folder: browser modules of installed packages. */
export function createWebFiles(folder: string | undefined, elsewhere: (path: string) => string | undefined = () => undefined): WebFiles {
  const kept = new Map<string, Kept>();

  async function load(path: string): Promise<Kept | undefined> {
    const full = elsewhere(path) ?? (folder === undefined ? undefined : join(folder, path));
    if (full === undefined) return undefined;
    const there = await stat(full).catch(() => undefined);
    if (!there?.isFile()) return undefined;
    const known = kept.get(path);
    if (known && known.changed === there.mtimeMs) return known;
    const bytes = await readFile(full);
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
    const type = types[extname(path).toLowerCase()] ?? 'application/octet-stream';
    const made: Kept = { changed: there.mtimeMs, plain: { type, encoding: 'identity', etag, bytes }, packed: new Map() };
    kept.set(path, made);
    return made;
  }

  return {
    async read(path, accepted) {
      if (!isBelow(path)) return undefined;
      const file = await load(path);
      if (!file) return undefined;
      const encoding = (['br', 'gzip'] as const).find(e => accepted.includes(e));
      if (!encoding || !compressible.test(file.plain.type) || file.plain.bytes.length < 1024) return file.plain;
      if (!file.packed.has(encoding)) file.packed.set(encoding, pack(file.plain, encoding));
      return file.packed.get(encoding);
    },
  };
}

async function pack(plain: WebFile, encoding: 'br' | 'gzip'): Promise<WebFile> {
  const bytes = encoding === 'gzip' ? await zip(plain.bytes, { level: 9 })
    : await brotli(plain.bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_SIZE_HINT]: plain.bytes.length } });
  return { ...plain, encoding, bytes, etag: plain.etag.replace(/"$/, `-${encoding}"`) };
}

/** Names only: no way up, no way round, nothing hidden. */
const isBelow = (path: string): boolean =>
  path.length < 500 && path.split('/').every(name => /^[^\\\0:]+$/.test(name) && !name.startsWith('.'));
