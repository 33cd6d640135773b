import { expect } from 'chai';
import { mkdtempSync, readFileSync, readdirSync, existsSync, writeFileSync, mkdirSync, rmSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { route } from '@sontechsp/sdk';
import { until } from '../outbox/rig.js';
import { openDoor, type Door } from './door.js';

describe('An uploaded file', () => {
  let door: Door;
  let keep = false;
  const kept = () => (existsSync(join(door.dataFolder, 'tmp')) ? readdirSync(join(door.dataFolder, 'tmp')) : []);
  before(async () => {
    door = await openDoor({
      kahve: [route({
        method: 'POST', path: '/imports', permission: 'kahve.drink', body: 'file', status: 202, handle: async ({ body, bodyHash }) => {
          const text = readFileSync(body.path);
          if (text.length === 3) throw new Error('a bug');
          if (!keep) await body.dispose();
          return { name: body.name, bytes: body.bytes, sha256: body.sha256, same: bodyHash === body.sha256, read: text.length };
        },
      })],
    });
  });
  after(() => door.stop());
  const upload = (parts: [string, string | Blob, string?][]) => {
    const form = new FormData();
    for (const [name, value, file] of parts) typeof value === 'string' ? form.append(name, value) : form.append(name, value, file);
    return door.cashier.send('POST', '/api/kahve/imports', form, {});
  };

  it('is on disk, whole and hashed, before the handler runs', async () => {
    const bytes = Buffer.alloc(3_000_000, 'süt;1\n');
    const reply = await upload([['file', new Blob([bytes]), 'ürünler.csv']]);
    expect([reply.status, reply.body]).to.eql([202, { name: 'ürünler.csv', bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), same: true, read: bytes.length }]);
    expect(kept()).to.eql([]);
    expect((await upload([['file', new Blob([]), 'empty.csv']])).body.bytes).to.equal(0);
  });
  it('is taken away when the handler fails', async () => {
    expect((await upload([['file', new Blob(['abc']), 'a']])).status).to.equal(500);
    expect(kept()).to.eql([]);
  });
  it('stands alone in the field `file`', async () => {
    const blob = new Blob(['abcd']);
    const wrong: [string, string | Blob, string?][][] = [[['other', blob, 'a']], [['file', blob, 'a'], ['file', blob, 'b']], [['file', blob, 'a'], ['more', 'x']], [['more', 'x'], ['file', blob, 'a']], [['file', 'abcd']], []];
    for (const [at, parts] of wrong.entries()) expect((await upload(parts)).status, String(at)).to.equal(400);
    expect(kept()).to.eql([]);
  });
  it('comes as a multipart form that is one', async () => {
    const send = (body: string, type: string) => door.cashier.send('POST', '/api/kahve/imports', body, { 'content-type': type });
    expect((await send('a;b', 'text/csv')).body.code).to.equal('request.mediaType');
    expect((await send('x', 'multipart/form-data')).status).to.equal(400);
    expect((await send('nonsense', 'multipart/form-data; boundary=b')).status).to.equal(400);
    expect((await send('--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\ncut', 'multipart/form-data; boundary=b')).status).to.equal(400);
    expect((await send('', 'multipart/form-data; boundary=b')).status).to.equal(400);
    expect(kept()).to.eql([]);
  });
  it('is at most 64 MiB, told or not, and leaves nothing behind', async () => {
    const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n';
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    for (const headers of [{ 'transfer-encoding': 'chunked' }, { 'content-length': String(70 * chunk.length) }]) {
      const status = await new Promise<number>((resolve, reject) => {
        const sending = request(`${door.url}/api/kahve/imports`, { method: 'POST', headers: { authorization: 'Bearer cashier', 'content-type': 'multipart/form-data; boundary=b', ...headers } },
          reply => (reply.resume(), resolve(reply.statusCode!)));
        sending.on('error', reject);
        sending.write(head);
        let sent = 0;
        const more = (): void => {
          while (sent++ < 66) if (!sending.write(chunk)) return void sending.once('drain', more);
          if ('transfer-encoding' in headers) sending.end('\r\n--b--\r\n');
        };
        more();
      });
      expect(status).to.equal(413);
    }
    await until(() => kept().length === 0);
  });
  it('of a caller who leaves is taken away', async () => {
    const socket = connect(Number(new URL(door.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('POST /api/kahve/imports HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer cashier\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 9000\r\n\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc');
    await until(() => kept().length === 1);
    socket.destroy();
    await until(() => kept().length === 0);
  });
  it('that a handler keeps stays', async () => {
    keep = true;
    await upload([['file', new Blob(['abcd']), '../../../etc/passwd']]);
    expect(kept()).to.have.length(1);
    keep = false;
  });
});

describe('The browser side', () => {
  let door: Door;
  const folder = mkdtempSync(join(tmpdir(), 'sontechsp-web-'));
  const script = 'export const a = 1;\n'.repeat(200);
  before(async () => {
    mkdirSync(join(folder, 'web/parts'), { recursive: true });
    writeFileSync(join(folder, 'secret.txt'), 'secret');
    writeFileSync(join(folder, 'web/index.html'), '<!doctype html><title>SONTECHSP</title>');
    writeFileSync(join(folder, 'web/frame.js'), script);
    writeFileSync(join(folder, 'web/parts/list-ABCD2345.js'), script);
    writeFileSync(join(folder, 'web/.hidden'), 'secret');
    door = await openDoor({ kahve: [route({ method: 'GET', path: '/cups', permission: 'public', handle: async () => 1 })] }, { webFolder: join(folder, 'web') });
  });
  after(() => (rmSync(folder, { recursive: true, force: true }), door.stop()));
  const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

  it('is one page at every address but those of the api and of files', async () => {
    for (const path of ['/', '/stock', '/products/1?a=b', '/Ürünler']) {
      const reply = await door.guest.get(path, html);
      expect([reply.status, reply.headers.get('content-type'), reply.headers.get('cache-control'), reply.text], path).to.eql([200, 'text/html; charset=utf-8', 'no-cache', '<!doctype html><title>SONTECHSP</title>']);
    }
    for (const path of ['/api', '/api/', '/api/nothing', '/favicon.ico', '/web/nothing.js', '/web/', '/web']) {
      if (path === '/web') continue;
      expect((await door.guest.get(path, html)).body?.code, path).to.equal('route.notFound');
    }
    expect((await door.guest.get('/stock', { accept: 'application/json' })).status).to.equal(404);
    expect((await door.guest.post('/stock', undefined, html)).status).to.equal(404);
  });
  it('is packed, and not sent again to who has it', async () => {
    const get = (encoding: string, more: Record<string, string> = {}, path = '/web/frame.js') => new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
      request(door.url + path, { headers: { 'accept-encoding': encoding, ...more } }, reply => {
        const chunks: Buffer[] = [];
        reply.on('data', (c: Buffer) => chunks.push(c)).on('end', () => resolve({ status: reply.statusCode!, headers: reply.headers, body: Buffer.concat(chunks) }));
      }).on('error', reject).end();
    });
    const plain = await get('');
    expect([plain.headers['content-type'], plain.headers['content-encoding'], plain.headers['vary'], plain.body.toString()]).to.eql(['text/javascript; charset=utf-8', undefined, 'Accept-Encoding', script]);
    const br = await get('gzip, br;q=0.9');
    expect([br.headers['content-encoding'], brotliDecompressSync(br.body).toString()]).to.eql(['br', script]);
    const gzip = await get('br;q=0, gzip');
    expect([gzip.headers['content-encoding'], gunzipSync(gzip.body).toString()]).to.eql(['gzip', script]);
    expect(new Set([plain.headers['etag'], br.headers['etag'], gzip.headers['etag']]).size).to.equal(3);
    const again = await get('br', { 'if-none-match': String(br.headers['etag']) });
    expect([again.status, again.body.length, again.headers['etag']]).to.eql([304, 0, br.headers['etag']]);
    writeFileSync(join(folder, 'web/frame.js'), `${script}// more`);
    expect((await get('br', { 'if-none-match': String(br.headers['etag']) })).status).to.equal(200);
    writeFileSync(join(folder, 'web/frame.js'), script);
  });
  it('is kept for ever where the address names the content', async () => {
    const kept = async (path: string) => (await door.guest.get(path)).headers.get('cache-control');
    const forever = 'public, max-age=31536000, immutable';
    expect([await kept('/web/frame.js'), await kept('/web/frame.js?v=1'), await kept('/web/parts/list-ABCD2345.js'), await kept('/web/index.html?v=1')]).to.eql(['no-cache', forever, forever, 'no-cache']);
  });
  it('leads out of its folder on no way', async () => {
    for (const path of ['/web/../secret.txt', '/web/..%2fsecret.txt', '/web/%2e%2e/secret.txt', '/web/..%5csecret.txt', '/web//etc/passwd', '/web/%2fetc%2fpasswd', '/web/.hidden', '/web/frame.js%00.html', '/web/%ff', '/web/parts', '/web/parts/../../secret.txt', '/../secret.txt']) {
      const status = await new Promise<string>((resolve, reject) => {
        const socket = connect(Number(new URL(door.url).port), '127.0.0.1', () => socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\nAccept: text/plain\r\nConnection: close\r\n\r\n`));
        let text = '';
        socket.on('data', d => { text += d.toString(); }).on('end', () => resolve(text)).on('error', reject);
      });
      expect(status, path).to.match(/^HTTP\/1\.1 404/);
      expect(status, path).to.not.contain('secret\n');
    }
  });
});
