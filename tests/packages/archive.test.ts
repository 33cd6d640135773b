import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { Header } from 'tar';
import { packArchive, unpackArchive } from '../../host/packages/archive.js';

interface Member { readonly path: string; readonly type?: 'File' | 'SymbolicLink' | 'Link' | 'CharacterDevice'; readonly linkpath?: string; readonly size?: number; readonly body?: string }

/** An archive whose members are written as they are, as nobody's tar would. */
function archive(file: string, members: readonly Member[]): string {
  const blocks = members.flatMap(({ path, type = 'File', linkpath, body = '', size = Buffer.byteLength(body) }) => {
    const block = Buffer.alloc(512);
    new Header({ path, type, size, mode: 0o644, mtime: new Date(0), ...(linkpath ? { linkpath } : {}) }).encode(block, 0);
    const bytes = Buffer.alloc(Math.ceil(Buffer.byteLength(body) / 512) * 512);
    bytes.write(body);
    return [block, bytes];
  });
  writeFileSync(file, gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)])));
  return file;
}

describe('An archive of a plugin', () => {
  let home: string;
  beforeEach(() => { home = mkdtempSync(join(tmpdir(), 'sontechsp-arsiv-')); });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  it('has the same bytes for the same content, and comes out as it went in', async () => {
    const from = join(home, 'from');
    mkdirSync(join(from, 'web'), { recursive: true });
    writeFileSync(join(from, 'server.mjs'), 'export default 1');
    writeFileSync(join(from, 'web', 'a.js'), 'ğüşiöç');
    const hash = async (name: string) => {
      await packArchive(from, join(home, name));
      return createHash('sha256').update(readFileSync(join(home, name))).digest('hex');
    };
    expect(await hash('a.tgz')).to.equal(await hash('b.tgz'));
    mkdirSync(join(home, 'to'));
    await unpackArchive(join(home, 'a.tgz'), join(home, 'to'));
    expect(readdirSync(join(home, 'to'), { recursive: true }).sort()).to.deep.equal(['server.mjs', 'web', 'web/a.js']);
  });

  const bad: readonly (readonly [string, readonly Member[]])[] = [
    ['a symbolic link', [{ path: 'package/server.mjs', type: 'SymbolicLink', linkpath: '/etc/passwd' }]],
    ['a hard link', [{ path: 'package/server.mjs', type: 'Link', linkpath: '/etc/passwd' }]],
    ['a device', [{ path: 'package/null', type: 'CharacterDevice' }]],
    ['a way up', [{ path: 'package/../../kacti.mjs', body: 'x' }]],
    ['an absolute way', [{ path: '/tmp/kacti.mjs/../../x', body: 'x' }]],
    ['a hidden file', [{ path: 'package/.yukleniyor', body: 'x' }]],
    ['a backslash', [{ path: 'package/..\\kacti.mjs', body: 'x' }]],
    ['a name twice', [{ path: 'package/server.mjs', body: 'x' }, { path: 'package/server.mjs', body: 'y' }]],
    ['more than fits', [{ path: 'package/server.mjs', size: 100 * 1024 * 1024, body: 'x' }]],
    ['too many files', Array.from({ length: 300 }, (_, at) => ({ path: `package/f${at}`, body: '' }))],
  ];
  for (const [what, members] of bad) {
    it(`with ${what} is refused, and nothing is written outside`, async () => {
      const to = join(home, 'in', 'to');
      mkdirSync(to, { recursive: true });
      const failed = await unpackArchive(archive(join(home, 'bad.tgz'), members), to).then(() => undefined, (error: Error) => error);
      expect(failed?.message).to.match(/^The archive/);
      expect(readdirSync(to)).to.deep.equal([]);
      expect([existsSync(join(home, 'kacti.mjs')), existsSync(join(home, 'in', 'kacti.mjs'))]).to.deep.equal([false, false]);
    });
  }

  it('that is cut off or no archive at all ends in one sentence', async () => {
    const to = join(home, 'to');
    mkdirSync(to);
    for (const bytes of [Buffer.from('no archive'), gzipSync(Buffer.from('no tar'.repeat(200))).subarray(0, 20)]) {
      writeFileSync(join(home, 'x.tgz'), bytes);
      const failed = await unpackArchive(join(home, 'x.tgz'), to).then(() => undefined, (error: Error) => error);
      expect(failed?.message.split('\n')).to.have.length(1);
      expect(readdirSync(to)).to.deep.equal([]);
    }
  });
});
