import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { Failure, object, t, type HttpRequest } from '@sontechsp/sdk';
import { createAdapterHttp, type Exchange, type HttpOptions } from '@sontechsp/sdk/http';
import { checkOf } from '../../host/adapters/form.js';
import { asJson, openStub, type Stub } from './stub.js';

const NOW = Date.parse('2026-03-04T11:00:00.000Z');
const fits: HttpOptions['fits'] = (schema, value) => checkOf(schema)(value) === true;

describe('The HTTP client of adapters', () => {
  let stub: Stub;
  let other: Stub;
  before(async () => {
    other = await openStub((_, reply) => void reply.end('other'));
    stub = await openStub(({ path, headers, body, method }, reply, request) => {
      const status = /^\/status\/(\d+)/.exec(path)?.[1];
      if (status) return asJson(reply, Number(status), { code: 'E17', message: 'no', seen: headers.authorization, body }, path.includes('wait=') ? { 'retry-after': decodeURIComponent(path.split('wait=')[1]!) } : {});
      if (path === '/hang') return;
      if (path === '/reset') return void request.socket.destroy();
      if (path === '/half') {
        reply.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' }).write('{"ok":');
        return void setTimeout(() => request.socket.destroy(), 20);
      }
      if (path === '/half-refusal') {
        reply.writeHead(422, { 'content-length': '100' }).write('no');
        return void setTimeout(() => request.socket.destroy(), 20);
      }
      if (path === '/drip') {
        reply.writeHead(200).write('a');
        const drip = setInterval(() => reply.write('a'), 50);
        return void request.socket.on('close', () => clearInterval(drip));
      }
      if (path === '/big') return void reply.end('x'.repeat(5000));
      if (path === '/long') {
        reply.write('x'.repeat(3000));
        return void reply.end('x'.repeat(3000));
      }
      if (path === '/garbage') return void reply.writeHead(200, { 'content-type': 'application/json' }).end('<html>login</html>');
      if (path === '/home') return void reply.writeHead(302, { location: '/echo' }).end();
      if (path === '/away') return void reply.writeHead(302, { location: `${other.url}/stolen` }).end();
      if (path === '/round') return void reply.writeHead(302, { location: '/round' }).end();
      if (path === '/turkish') return void reply.writeHead(200, { 'content-type': 'text/xml; charset=windows-1254' }).end(Buffer.from([0xde, 0xfe, 0x67, 0xf0]));
      asJson(reply, 200, { method, path, type: headers['content-type'] ?? null, body });
    });
  });
  after(() => Promise.all([stub.close(), other.close()]));

  const http = (options: Partial<HttpOptions> = {}) => createAdapterHttp({ fits, now: () => NOW, timeoutMs: 250, maxBytes: 4000, ...options });
  const at = (path: string, more: Partial<HttpRequest> = {}): HttpRequest => ({ url: stub.url + path, ...more });
  async function failureOf(request: HttpRequest, options: Partial<HttpOptions> = {}): Promise<Failure> {
    const failure = await http(options).send(request).then(() => undefined, (error: unknown) => error);
    expect(failure, `${request.method ?? 'GET'} ${request.url}`).to.be.instanceOf(Failure);
    return failure as Failure;
  }
  const told = ({ kind, facts: { acted, retryAfterMs } }: Failure) => [kind, acted, ...(retryAfterMs === undefined ? [] : [retryAfterMs])];
  const outcome = async (request: HttpRequest, options: Partial<HttpOptions> = {}) => told(await failureOf(request, options));

  it('sends json, a form or text, with its query, and parses what says it is JSON', async () => {
    const { send } = http();
    const replies = await Promise.all([
      send(at('/echo', { query: { a: 'ş&=', b: 2, c: undefined } })),
      send(at('/echo', { method: 'POST', json: { a: 'ş' } })),
      send(at('/echo', { method: 'PUT', form: { a: 'ş &' } })),
      send(at('/echo', { method: 'POST', text: { type: 'text/xml; charset=utf-8', body: '<a>ş</a>' } })),
      send(at('/echo', { method: 'DELETE' })),
    ]);
    expect(replies.map(r => [r.status, r.json])).to.deep.equal([
      [200, { method: 'GET', path: '/echo?a=%C5%9F%26%3D&b=2', type: null, body: '' }],
      [200, { method: 'POST', path: '/echo', type: 'application/json', body: '{"a":"ş"}' }],
      [200, { method: 'PUT', path: '/echo', type: 'application/x-www-form-urlencoded;charset=UTF-8', body: 'a=%C5%9F+%26' }],
      [200, { method: 'POST', path: '/echo', type: 'text/xml; charset=utf-8', body: '<a>ş</a>' }],
      [200, { method: 'DELETE', path: '/echo', type: null, body: '' }],
    ]);
    const turkish = await send(at('/turkish'));
    expect([turkish.text, turkish.json]).to.deep.equal(['Şşgğ', undefined]);
  });

  it('turns each status into its failure, and says when the remote may have acted', async () => {
    const expected: Record<number, [string, string]> = {
      400: ['validation', 'no'], 401: ['auth', 'no'], 403: ['auth', 'no'], 404: ['notFound', 'no'], 405: ['notSupported', 'no'], 409: ['conflict', 'no'],
      418: ['validation', 'no'], 422: ['validation', 'no'], 429: ['rateLimited', 'no'], 500: ['unavailable', 'unknown'], 502: ['unavailable', 'unknown'],
      503: ['unavailable', 'no'], 504: ['unavailable', 'unknown'],
    };
    for (const [status, facts] of Object.entries(expected)) expect(await outcome(at(`/status/${status}`, { method: 'POST', json: {} })), status).to.deep.equal(facts);
    expect(await outcome(at('/status/500'))).to.deep.equal(['unavailable', 'no']);
    expect(await outcome(at('/status/500', { method: 'POST', acts: false }))).to.deep.equal(['unavailable', 'no']);
    expect(await outcome(at('/status/502', { acts: true }))).to.deep.equal(['unavailable', 'unknown']);
    const { facts } = await failureOf(at('/status/422', { method: 'POST', json: {} }));
    expect([facts.remoteCode, facts.evidence]).to.deep.equal(['E17', '{"code":"E17","message":"no","body":"{}"}']);
  });

  it('takes a status the adapter accepts for a reply, without holding it to the schema', async () => {
    const reply = await http().send(at('/status/404', { accept: [404], reply: object({ id: t.String() }) }));
    expect([reply.status, (reply.json as unknown as { code: string }).code]).to.deep.equal([404, 'E17']);
  });

  it('reads Retry-After in seconds and as a date', async () => {
    expect(await outcome(at('/status/429?wait=120'))).to.deep.equal(['rateLimited', 'no', 120_000]);
    expect(await outcome(at(`/status/503?wait=${encodeURIComponent('Wed, 04 Mar 2026 11:01:30 GMT')}`))).to.deep.equal(['unavailable', 'no', 90_000]);
    expect(await outcome(at(`/status/503?wait=${encodeURIComponent('Wed, 04 Mar 2026 10:00:00 GMT')}`))).to.deep.equal(['unavailable', 'no', 0]);
    for (const odd of ['soon', '-5', '1.5', '']) expect(await outcome(at(`/status/429?wait=${odd}`)), odd).to.deep.equal(['rateLimited', 'no']);
  });

  it('says unknown exactly when a request that acts went out and its answer was lost', async () => {
    for (const path of ['/hang', '/reset', '/half', '/drip', '/big', '/long']) {
      expect(await outcome(at(path, { method: 'POST', json: { a: 1 } })), path).to.deep.equal(['unavailable', 'unknown']);
      expect(await outcome(at(path)), path).to.deep.equal(['unavailable', 'no']);
    }
    expect(await outcome(at('/hang', { method: 'DELETE' }))).to.deep.equal(['unavailable', 'unknown']);
    expect(await outcome(at('/half-refusal', { method: 'POST', json: {} }))).to.deep.equal(['unavailable', 'no']);
  });

  it('says no where no connection was had', async () => {
    const silent = createServer(() => {});
    await new Promise<void>(resolve => { silent.listen(0, '127.0.0.1', resolve); });
    const { port } = silent.address() as AddressInfo;
    const free = await openStub(() => {});
    await free.close();
    const post = { method: 'POST', json: {} } as const;
    for (const url of [free.url, 'http://nobody.invalid/', `https://127.0.0.1:${port}/`, stub.url.replace('http:', 'https:')]) expect(await outcome({ url, ...post }), url).to.deep.equal(['unavailable', 'no']);
    silent.close();
  });

  it('is called off by the signal of its caller, before or while it waits', async () => {
    const soon = AbortSignal.timeout(50);
    expect(await outcome(at('/hang', { method: 'POST', json: {} }), { signal: soon, timeoutMs: 5000 })).to.deep.equal(['unavailable', 'unknown']);
    const heard = stub.heard.length;
    expect(await outcome(at('/echo', { method: 'POST', json: {} }), { signal: AbortSignal.abort() })).to.deep.equal(['unavailable', 'no']);
    expect(stub.heard.length).to.equal(heard);
  });

  it('refuses a reply that does not fit its schema; of a request that acts nobody knows what it did', async () => {
    const reply = object({ id: t.String() });
    expect(await outcome(at('/echo', { reply }))).to.deep.equal(['unavailable', 'no']);
    expect(await outcome(at('/garbage', { reply }))).to.deep.equal(['unavailable', 'no']);
    expect(await outcome(at('/garbage', { reply, method: 'POST', json: {} }))).to.deep.equal(['unavailable', 'unknown']);
    const fitting = await http().send(at('/echo', { reply: t.Object({ method: t.String() }) }));
    expect((fitting.json as { method: string }).method).to.equal('GET');
  });

  it('follows a redirect within its host and when nothing is done by it, never to another host', async () => {
    expect(((await http().send(at('/home'))).json as { path: string }).path).to.equal('/echo');
    for (const request of [at('/away', { headers: { authorization: 'Bearer abcdefgh' } }), at('/round'), at('/home', { method: 'POST', json: {} })]) expect(await outcome(request)).to.deep.equal(['unavailable', 'no']);
    expect(other.heard).to.deep.equal([]);
  });

  it('calls only http and https, with one body, and says what is wrong without repeating it', async () => {
    const wrong: HttpRequest[] = [
      { url: 'file:///etc/passwd' }, { url: 'ftp://a.b/' }, { url: '/relative' }, { url: 'http://ali:gizli-parola@a.b/' }, at('/echo', { json: {} }),
      at('/echo', { method: 'POST', json: {}, form: {} }), at('/echo', { headers: { 'x-key': 'gizli-parola\r\nx: y' } }), at('/echo', { headers: { 'x-key': 'gizli-parola ş' } }),
    ];
    for (const request of wrong) {
      const failure = await failureOf(request);
      expect(told(failure), request.url).to.deep.equal(['validation', 'no']);
      expect(`${failure.message} ${failure.stack} ${JSON.stringify(failure.facts)}`).not.to.include('gizli-parola');
    }
  });

  it('keeps secrets out of what it throws and tells, in whatever writing they come back', async () => {
    const secret = 'g1zl1 "p&rola"/ş';
    const pair = Buffer.from(`ali:${secret}`).toString('base64');
    const exchanges: Exchange[] = [];
    const options = { secrets: [secret], onExchange: (e: Exchange) => void exchanges.push(e) };
    for (const request of [
      at('/status/500', { method: 'POST', json: { secret }, headers: { authorization: `Basic ${pair}` } }),
      at('/status/401', { method: 'POST', form: { p: secret }, headers: { authorization: `Bearer ${pair}` } }),
      at(`/status/400/${encodeURIComponent(secret)}`, { query: { key: secret } }),
    ]) {
      const failure = await failureOf(request, options);
      const all = JSON.stringify([failure.message, failure.stack, failure.facts, String(failure.cause), exchanges]);
      for (const one of [secret, 'g1zl1', pair, 'p&rola']) expect(all, one).not.to.include(one);
      expect(all).to.include('[redacted]');
    }
    expect(exchanges.map(e => [e.method, e.status])).to.deep.equal([['POST', 500], ['POST', 401], ['GET', 400]]);
  });
});
