import { Busboy, type BusboyFileStream } from '@fastify/busboy';
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { UploadedFile } from '@sontechsp/sdk';
import { CallerGone } from './body.js';
import { errors } from './errors.js';
import { invalid } from './validate.js';

/** The largest uploaded file. */
export const UPLOAD_LIMIT = 64 * 1024 * 1024;
/** What multipart may add around the file. */
const ENVELOPE = 64 * 1024;
const PREFIX = 'yukleme-';
const DAY = 24 * 3600 * 1000;

/**
 * Streams the field `file` of a multipart form to a file below `folder`, hashing on the way. Whatever goes wrong, no file
 * stays behind.
 */
export async function receiveFile(request: IncomingMessage, folder: string): Promise<UploadedFile> {
  const contentType = request.headers['content-type'] ?? '';
  if (!/^multipart\/form-data\b/i.test(contentType)) throw errors('request.mediaType');
  if (Number(request.headers['content-length'] ?? 0) > UPLOAD_LIMIT + ENVELOPE) throw errors('request.tooLarge', { limit: UPLOAD_LIMIT });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, PREFIX + randomUUID());
  const dispose = () => rm(path, { force: true });
  try {
    return { ...await receive(request, contentType, path), path, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

function receive(request: IncomingMessage, contentType: string, path: string): Promise<Pick<UploadedFile, 'name' | 'bytes' | 'sha256'>> {
  return new Promise((resolve, reject) => {
    let form: ReturnType<typeof Busboy>;
    try {
      form = Busboy({ headers: { ...request.headers, 'content-type': contentType }, limits: { fileSize: UPLOAD_LIMIT, files: 2, fields: 1, headerPairs: 100 } });
    } catch {
      return reject(invalid([{ path: '', rule: 'multipart' }]));
    }
    let source: BusboyFileStream | undefined;
    let file: Promise<{ name: string; bytes: number; sha256: string }> | undefined;
    let fault: Error | undefined;
    const fail = (error: Error): void => {
      if (fault) return;
      fault = error;
      request.unpipe(form);
      // What the caller still sends is thrown away, so that the refusal reaches them.
      request.resume();
      source?.destroy();
      void (file ?? Promise.resolve()).catch(() => undefined).then(() => reject(error));
    };
    form.on('file', (field, stream, name) => {
      if (field !== 'file' || file) {
        stream.resume();
        return fail(invalid([{ path: `/${field}`, rule: 'unknown' }]));
      }
      source = stream;
      stream.on('limit', () => fail(errors('request.tooLarge', { limit: UPLOAD_LIMIT })));
      file = save(stream, name, path);
      file.catch((error: Error) => fail(fault ?? error));
    });
    form.on('field', field => fail(invalid([{ path: `/${field}`, rule: 'unknown' }])));
    form.on('error', () => fail(invalid([{ path: '', rule: 'multipart' }])));
    form.on('finish', () => {
      if (fault) return;
      if (!file) return reject(invalid([{ path: '/file', rule: 'required' }]));
      file.then(resolve, fail);
    });
    request.on('error', error => fail(new CallerGone('The caller went away while sending', { cause: error })));
    request.on('close', () => { if (!request.complete) fail(new CallerGone('The caller went away while sending')); });
    request.pipe(form);
  });
}

async function save(stream: BusboyFileStream, name: string | undefined, path: string) {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(stream, async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  }, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  return { name: name ?? '', bytes, sha256: hash.digest('hex') };
}

/** Removes what an earlier run of a host left behind; files of a day, which another host may be reading, stay. */
export async function clearUploads(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [] as string[])) {
    if (!name.startsWith(PREFIX)) continue;
    const path = join(folder, name);
    const there = await stat(path).catch(() => undefined);
    if (there && Date.now() - there.mtimeMs > DAY) await rm(path, { force: true });
  }
}
