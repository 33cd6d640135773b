import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { errors } from './errors.js';
import { invalid } from './validate.js';

/** The largest JSON body. */
export const BODY_LIMIT = 1024 * 1024;
const DEPTH_LIMIT = 64;

/** The caller went away in the middle of the request: nobody is left to answer. */
export class CallerGone extends Error {}

export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] !== undefined && headers['content-length'] !== '0');

/** The text of a JSON body; an empty string when there is none. Refused: another media type, too long, not UTF-8. */
export async function readJsonText(request: IncomingMessage): Promise<string> {
  if (!hasBody(request)) return '';
  if (!isJson(request)) throw errors('request.mediaType');
  if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT) throw errors('request.tooLarge', { limit: BODY_LIMIT });
  return readText(request);
}

/** The same of any media type, for routes that read it themselves. */
export async function readRawText(request: IncomingMessage): Promise<string> {
  if (!hasBody(request)) return '';
  if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT) throw errors('request.tooLarge', { limit: BODY_LIMIT });
  return readText(request);
}

async function readText(request: IncomingMessage): Promise<string> {
  const bytes = await readBytes(request);
  if (!isUtf8(bytes)) throw invalid([{ path: '', rule: 'json' }]);
  return bytes.toString('utf8');
}

function isJson({ headers }: IncomingMessage): boolean {
  const [type, ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';').map(part => part.trim());
  const charset = parameters.find(p => p.startsWith('charset='))?.slice(8).replace(/"/g, '') ?? 'utf-8';
  const encoding = headers['content-encoding'] ?? 'identity';
  return (type === 'application/json' || /^application\/[\w.-]+\+json$/.test(type!)) && (charset === 'utf-8' || charset === 'utf8') && encoding === 'identity';
}

function readBytes(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      // The rest is read and thrown away, so that the refusal reaches a caller who is still sending.
      if (length > BODY_LIMIT) {
        chunks.length = 0;
        reject(errors('request.tooLarge', { limit: BODY_LIMIT }));
      } else chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.on('error', error => reject(new CallerGone('The caller went away while sending', { cause: error })));
    request.on('close', () => { if (!request.complete) reject(new CallerGone('The caller went away while sending')); });
  });
}

/** Parses JSON that both databases can keep: of bounded depth, and without U+0000, which PostgreSQL refuses in text. */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid([{ path: '', rule: 'json' }]);
  }
  // What came as UTF-8 can say neither U+0000 nor half a surrogate pair but by an escape.
  checkValue(value, 0, text.includes('\\u'));
  return value;
}

export function checkText(text: string): void {
  if (text.includes('\u0000')) throw invalid([{ path: '', rule: 'characters' }]);
}

function checkValue(value: unknown, depth: number, escapes: boolean): void {
  if (typeof value === 'string') {
    if (!escapes) return;
    checkText(value);
    // Half of a surrogate pair is no character, and cannot be written as UTF-8.
    if (!value.isWellFormed()) throw invalid([{ path: '', rule: 'characters' }]);
  } else if (typeof value === 'object' && value !== null) {
    if (depth >= DEPTH_LIMIT) throw invalid([{ path: '', rule: 'depth' }]);
    if (Array.isArray(value)) for (const item of value) checkValue(item, depth + 1, escapes);
    else for (const key of Object.keys(value)) {
      checkValue(key, depth, escapes);
      checkValue((value as Record<string, unknown>)[key], depth + 1, escapes);
    }
  }
}
