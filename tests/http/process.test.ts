import { expect } from 'chai';
import { request, Agent } from 'node:http';
import { createServer, connect } from 'node:net';
import { object, route, t } from '@sontechsp/sdk';
import { httpOf } from '../../host/http/http-input.js';
import { streamEvent } from '../../host/http/stream.js';
import { until } from '../outbox/rig.js';
import { openDoor } from './door.js';

const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
const slow = (ms: number, seen: string[] = []) => route({ method: 'POST', path: '/slow', permission: 'public', handle: async () => (seen.push('begun'), await sleep(ms), seen.push('done'), { done: true }) });

describe('The door', () => {
  it('answers health at once, and the rest when ready', async () => {
    const door = await openDoor({ kahve: [slow(1)] });
    for (const state of ['starting', 'draining'] as const) {
      door.state = state;
      expect((await door.guest.get('/healthz')).body).to.eql({ status: 'ok' });
      const ready = await door.guest.get('/readyz');
      expect([ready.status, ready.body.checks]).to.eql([503, { database: true }]);
      const other = await door.guest.post('/api/kahve/slow');
      expect([other.status, other.headers.get('retry-after'), other.body.code]).to.eql([503, '1', 'request.unavailable']);
    }
    door.state = 'ready';
    expect((await door.guest.get('/readyz')).body).to.eql({ checks: { database: true } });
    await door.stop();
  });

  it('lets what is in flight finish, and takes no more', async () => {
    const seen: string[] = [];
    const door = await openDoor({ kahve: [slow(300, seen)] });
    const agent = new Agent({ keepAlive: true });
    const call = (path: string) => new Promise<{ status: number; connection: string | undefined }>((resolve, reject) => {
      request(door.url + path, { method: 'POST', agent }, reply => (reply.resume(), reply.on('end', () => resolve({ status: reply.statusCode!, connection: reply.headers.connection })))).on('error', reject).end();
    });
    const first = call('/api/kahve/slow');
    await until(() => seen.length === 1);
    door.state = 'draining';
    const started = Date.now();
    const stopping = door.stop(5000);
    expect(await first).to.eql({ status: 200, connection: 'close' });
    await stopping;
    expect(seen).to.eql(['begun', 'done']);
    expect(Date.now() - started).to.be.below(1500);
    expect(await call('/api/kahve/slow').catch((error: NodeJS.ErrnoException) => error.code)).to.equal('ECONNREFUSED');
    agent.destroy();
  });

  it('waits no longer than it was told', async () => {
    const seen: string[] = [];
    const door = await openDoor({ kahve: [slow(3000, seen)] });
    const hanging = door.guest.post('/api/kahve/slow').then(() => 'answered', () => 'cut');
    await until(() => seen.length === 1);
    door.state = 'draining';
    const started = Date.now();
    await door.stop(200);
    expect(Date.now() - started).to.be.within(150, 1500);
    expect(await hanging).to.equal('cut');
  });

  it('does not wait for connections that were opened ahead of need', async () => {
    const door = await openDoor({});
    const socket = connect(Number(new URL(door.url).port), '127.0.0.1');
    await new Promise<void>(resolve => socket.once('connect', resolve));
    await door.guest.get('/healthz');
    const started = Date.now();
    await door.stop(5000);
    expect(Date.now() - started).to.be.below(1000);
  });

  it('says in one sentence that its port is taken', async () => {
    const taken = createServer();
    await new Promise<void>(resolve => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    const config = { host: '127.0.0.1', port, proxy: false, dataFolder: '/tmp/sontechsp-none' };
    const said = await openDoor({}, { config }).then(() => undefined, (error: Error) => error.message);
    expect(said).to.equal(`Port ${port} on 127.0.0.1 is in use. Stop the program that uses it, or set PORT to another.`);
    taken.close();
  });

  it('outlives callers who leave in the middle, and nonsense', async () => {
    const door = await openDoor({ kahve: [slow(1), route({ method: 'POST', path: '/cup', permission: 'public', body: object({ a: t.String() }), handle: async () => 1 })] });
    const { port } = new URL(door.url);
    for (const text of ['POST /api/kahve/cup HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"a"', 'nonsense\r\n\r\n', 'GET /%%% HTTP/1.1\r\nHost: a\r\n\r\n', 'GET //[ HTTP/1.1\r\nHost: [\r\n\r\n', 'POST /api/kahve/slow HTTP/1.1\r\nHost: ][\r\nOrigin: http://a\r\nContent-Length: 0\r\n\r\n']) {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
      socket.on('error', () => undefined);
      await sleep(30);
      socket.destroy();
    }
    await sleep(30);
    expect((await door.guest.get('/healthz')).status).to.equal(200);
    expect(door.logged.filter(l => l.level === 'error')).to.eql([]);
    await door.stop();
  });

  it('tells also who sends no request that it can read, and nobody in the middle of a reply', async () => {
    const door = await openDoor({ kahve: [slow(1)] });
    const answer = (text: string): Promise<string> => new Promise(resolve => {
      let heard = '';
      const socket = connect(Number(new URL(door.url).port), '127.0.0.1', () => socket.write(text));
      socket.on('data', chunk => { heard += chunk.toString(); }).on('error', () => undefined).on('close', () => resolve(heard));
    });
    const health = 'GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n';
    for (const [text, status] of [
      ['nonsense\r\n\r\n', '400 Bad Request'], [`GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`, '431 Request Header Fields Too Large'],
    ] as const) {
      const [head, body] = (await answer(text)).split('\r\n\r\n') as [string, string];
      expect(head.split('\r\n')[0]).to.equal(`HTTP/1.1 ${status}`);
      expect(head).to.match(/^content-type: application\/problem\+json/im).and.match(/^x-request-id: \S/im).and.match(new RegExp(`^content-length: ${Buffer.byteLength(body)}$`, 'im'));
      const problem = JSON.parse(body) as Record<string, unknown>;
      expect([problem['code'], problem['status'], problem['title']]).to.eql(['request.malformed', Number(status.slice(0, 3)), 'Anlaşılmadı']);
    }
    expect((await answer(`${health}nonsense\r\n\r\n`)).match(/HTTP\/1\.1 \d+/g)).to.eql(['HTTP/1.1 200', 'HTTP/1.1 400']);
    await door.stop();
  });
});

describe('A reply that goes on', () => {
  const events = (ended: string[]) => route({
    method: 'GET', path: '/events', permission: 'signedIn', handle: async input => ({
      stream: (write: (text: string) => void, signal: AbortSignal) => {
        write(streamEvent({ id: '7', type: 'stock.changed', data: { a: 1, last: httpOf(input).http.header('last-event-id') } }));
        signal.addEventListener('abort', () => ended.push('ended'));
      },
    }),
  });
  const read = async (url: string, signal?: AbortSignal) => {
    const reply = await fetch(`${url}/api/events`, { headers: { authorization: 'Bearer cashier', 'last-event-id': '6' }, signal: signal ?? null });
    return { reply, reader: reply.body!.pipeThrough(new TextDecoderStream()).getReader() };
  };

  it('is sent piece by piece, and ends when the caller leaves', async () => {
    const ended: string[] = [];
    const door = await openDoor({ host: [events(ended)] });
    const leaving = new AbortController();
    const { reply, reader } = await read(door.url, leaving.signal);
    expect([reply.status, reply.headers.get('content-type')]).to.eql([200, 'text/event-stream; charset=utf-8']);
    let text = '';
    while (!text.includes('data')) text += (await reader.read()).value;
    expect(text).to.contain('id: 7\nevent: stock.changed\ndata: {"a":1,"last":"6"}\n\n');
    leaving.abort();
    await until(() => ended.length > 0);
    expect(ended).to.eql(['ended']);
    await door.stop();
  });

  it('ends when the host drains, and does not hold it up', async () => {
    const ended: string[] = [];
    const door = await openDoor({ host: [events(ended)] });
    const { reader } = await read(door.url);
    await reader.read();
    door.state = 'draining';
    const started = Date.now();
    await door.stop(5000);
    for (;;) if ((await reader.read()).done) break;
    expect(ended).to.eql(['ended']);
    expect(Date.now() - started).to.be.below(1000);
  });
});

describe('A route of the host', () => {
  it('reads cookies and sets them, also when it refuses', async () => {
    const door = await openDoor({
      host: [route({
        method: 'POST', path: '/cookie', permission: 'public', handle: async input => {
          const { http, principal } = httpOf(input);
          http.setCookie('r', 'a b;c', { path: '/api/auth', maxAge: 60 });
          if (http.cookie('r') === 'stop') throw Object.assign(new Error(), { refusal: true, code: 'auth.required', status: 401, facts: {} });
          return { cookie: http.cookie('r') ?? null, ip: http.ip, secure: http.secure, user: principal?.userId ?? null };
        },
      })],
    });
    const reply = await door.cashier.post('/api/cookie', undefined, { cookie: 'x=1; r=a%20b; rr=2' });
    expect(reply.body).to.eql({ cookie: 'a b', ip: '127.0.0.1', secure: false, user: '01900000-0000-7000-8000-0000000000aa' });
    expect(reply.headers.get('set-cookie')).to.equal('r=a%20b%3Bc; Path=/api/auth; Max-Age=60; HttpOnly; SameSite=Strict');
    const refused = await door.guest.post('/api/cookie', undefined, { cookie: 'r=stop', 'x-forwarded-for': '9.9.9.9', 'x-forwarded-proto': 'https' });
    expect([refused.status, refused.headers.get('set-cookie')?.slice(0, 4)]).to.eql([401, 'r=a%']);
    expect(refused.headers.get('set-cookie')).to.not.contain('Secure');
    await door.stop();
  });
  it('believes a proxy only where one is told of', async () => {
    const peek = route({ method: 'POST', path: '/peek', permission: 'public', handle: async input => { const { http } = httpOf(input); return { ip: http.ip, secure: http.secure }; } });
    const door = await openDoor({ host: [peek] }, { config: { host: '127.0.0.1', port: 0, proxy: true, dataFolder: '/tmp/sontechsp-none' } });
    const forwarded = { 'x-forwarded-for': '6.6.6.6, 9.9.9.9', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'dukkan.example' };
    expect((await door.guest.post('/api/peek', undefined, forwarded)).body).to.eql({ ip: '9.9.9.9', secure: true });
    expect((await door.guest.post('/api/peek', undefined, { ...forwarded, origin: 'https://dukkan.example' })).status).to.equal(200);
    expect((await door.guest.post('/api/peek', undefined, { ...forwarded, origin: door.url })).status).to.equal(403);
    await door.stop();
  });
});
