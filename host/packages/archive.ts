import { createReadStream } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import { create, Parser, type ReadEntry } from 'tar';
import { isInnerPath } from './folder.js';

const MAX_BYTES = 64 * 1024 * 1024;
const MAX_FILES = 200;

/** Packs a folder as npm does: everything under `package/`, the same bytes for the same content. */
export async function packArchive(folder: string, file: string): Promise<void> {
  const names = (await readdir(folder)).sort();
  await create({ gzip: true, portable: true, mtime: new Date('1985-10-26T08:15:00Z'), prefix: 'package', cwd: folder, file }, names);
}

/**
 * Unpacks a package below `folder`. Only plain files with harmless names come out; a link, a device, a way up or too much of
 * anything is an Error of one sentence, and what was written so far is for the caller to remove.
 */
export async function unpackArchive(file: string, folder: string): Promise<void> {
  const files = await entriesOf(file);
  for (const [path, bytes] of files) {
    const target = join(folder, ...path.split('/'));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, bytes, { flag: 'wx' });
  }
}

function entriesOf(file: string): Promise<Map<string, Buffer>> {
  return new Promise((resolve, reject) => {
    const files = new Map<string, Buffer>();
    let bytes = 0;
    let failed = false;
    const source = createReadStream(file);
    const fail = (why: string): void => {
      if (failed) return;
      failed = true;
      source.destroy();
      reject(new Error(why));
    };
    const parser = new Parser({
      strict: true,
      onReadEntry(entry: ReadEntry) {
        const path = entry.path.replace(/^[^/]+\//, '').replace(/\/$/, '');
        bytes += entry.size;
        if (failed || entry.type === 'Directory') return entry.resume();
        if (entry.type !== 'File' && entry.type !== 'OldFile') fail(`The archive holds '${entry.path}', which is not a plain file.`);
        else if (!isInnerPath(path)) fail(`The archive holds '${entry.path}', a name that is not allowed.`);
        else if (files.has(path)) fail(`The archive holds '${entry.path}' twice.`);
        else if (bytes > MAX_BYTES || files.size >= MAX_FILES) fail('The archive is too large.');
        if (failed) return entry.resume();
        const chunks: Buffer[] = [];
        files.set(path, Buffer.alloc(0));
        entry.on('data', (chunk: Buffer) => chunks.push(chunk));
        entry.on('end', () => files.set(path, Buffer.concat(chunks)));
      },
    });
    parser.on('error', error => fail(`The archive cannot be read: ${(error as Error).message}`));
    parser.on('end', () => { if (!failed) resolve(files); });
    source.on('error', error => fail(`${file} cannot be read: ${error.message}`));
    source.on('data', chunk => { if (!failed) parser.write(chunk as Buffer); });
    source.on('end', () => { if (!failed) parser.end(); });
  });
}
