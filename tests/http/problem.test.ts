import { expect } from 'chai';
import { Refusal, UniqueViolation, raw, refusals, route, type Language } from '@sontechsp/sdk';
import { DatabaseUnavailable } from '../../host/database/unavailable.js';
import { PluginFailed, StaleScope } from '../../host/kernel/faults.js';
import { languageOf } from '../../host/http/language.js';
import { openDoor, type Door } from './door.js';

describe('A problem', () => {
  let door: Door;
  let stale = 0;
  let thrown: unknown;
  const errors = refusals({ 'kahve.cold': 409, 'kahve.unsaid': 422 });
  before(async () => {
    const fails = (method: 'GET' | 'POST') => route({ method, path: '/fails', permission: 'public', handle: async () => { throw thrown; } });
    door = await openDoor({
      kahve: [fails('GET'), fails('POST'), route({
        method: 'GET', path: '/stale', permission: 'signedIn', handle: async ({ scope }) => {
          if (stale-- > 0) {
            door.bump();
            throw new StaleScope();
          }
          return { version: scope.plugins.version };
        },
      }), route({ method: 'GET', path: '/slip', permission: 'public', handle: async () => raw('text/html', '<p>Fiş</p>') })],
    });
  });
  after(() => door.stop());
  const failing = async (error: unknown, method: 'get' | 'post' = 'get', headers: Record<string, string> = {}) => {
    thrown = error;
    door.logged.length = 0;
    return method === 'get' ? door.guest.get('/api/kahve/fails', headers) : door.guest.post('/api/kahve/fails', undefined, headers);
  };

  it('has every member, the facts beside them, in the caller’s language', async () => {
    const reply = await failing(errors('kahve.cold', { degrees: 12, status: 'never' }), 'get', { 'accept-language': 'en' });
    expect([reply.status, reply.headers.get('content-type')]).to.eql([409, 'application/problem+json; charset=utf-8']);
    expect(reply.body).to.eql({
      degrees: 12, type: 'urn:sontechsp:problem:kahve.cold', title: 'Conflict', status: 409, detail: 'The coffee is cold: 12°', code: 'kahve.cold', instance: '/api/kahve/fails',
    });
    expect((await failing(errors('kahve.cold', { degrees: 12 }))).body.detail).to.equal('Kahve soğudu: 12°');
    expect(door.logged.filter(l => l.level !== 'debug')).to.eql([]);
  });
  it('has a sentence also where its owner wrote none', async () => {
    expect((await failing(errors('kahve.unsaid'))).body.detail).to.equal('Kurala uymuyor');
  });
  it('says nothing of a bug but the number under which it was logged', async () => {
    const bug = new Error('SELECT secret FROM /etc/passwd', { cause: new Error('deep') });
    const reply = await failing(bug, 'get', { 'x-request-id': 'abc-1' });
    expect([reply.status, reply.body.code, reply.body.requestId]).to.eql([500, 'request.failed', 'abc-1']);
    expect(reply.text).to.not.match(/SELECT|passwd|\.js|at /);
    expect(door.logged.find(l => l.level === 'error')?.facts).to.include({ requestId: 'abc-1', err: bug });
    for (const odd of ['text', undefined, null, 5]) expect((await failing(odd)).status).to.equal(500);
  });
  it('names the plugin that failed', async () => {
    const reply = await failing(new PluginFailed('cay', 'kahve.join', { cause: new Error('x') }));
    expect([reply.status, reply.body.code, reply.body.plugin]).to.eql([500, 'plugin.failed', 'cay']);
  });
  it('tells to come back when the database does not answer', async () => {
    for (const error of [new DatabaseUnavailable('gone'), Object.assign(new Error('disk'), { code: 'ENOSPC' })]) {
      const reply = await failing(error);
      expect([reply.status, reply.headers.get('retry-after')]).to.eql([503, '1']);
    }
  });
  it('calls a row that is there already a reused request, in creating calls', async () => {
    expect((await failing(new UniqueViolation('kahveler_pkey'), 'post')).body.code).to.equal('request.reused');
    expect((await failing(new UniqueViolation('kahveler_name'), 'post')).status).to.equal(500);
    expect((await failing(new UniqueViolation('kahveler_pkey'), 'get')).status).to.equal(500);
  });
  it('understands a refusal of a plugin with its own copy of the sdk', async () => {
    expect((await failing({ refusal: true, code: 'kahve.cold', status: 409, facts: { degrees: 3 } })).body.degrees).to.equal(3);
  });
  it('says fields in words also when a rule is the handler’s', async () => {
    const reply = await failing(new Refusal('request.invalid', 400, { errors: [{ path: '/sort', rule: 'sort' }, { path: '/x', message: 'said' }, { path: '/y', rule: 'nobody.knows' }] }));
    expect(reply.body.errors).to.eql([{ path: '/sort', message: 'Bu alana göre sıralanamaz.' }, { path: '/x', message: 'said' }, { path: '/y', message: 'Geçersiz değer.' }]);
  });
  it('is not the end of a request that began with an outdated set of plugins', async () => {
    stale = 3;
    expect((await door.cashier.get('/api/kahve/stale')).body).to.eql({ version: 4 });
    stale = 100;
    expect((await door.cashier.get('/api/kahve/stale')).status).to.equal(503);
    stale = 0;
  });

  it('carries the request id the caller gave, or one that is made', async () => {
    expect((await door.guest.get('/healthz', { 'x-request-id': 'till-7:1' })).headers.get('x-request-id')).to.equal('till-7:1');
    for (const bad of ['a b', 'x'.repeat(101), 'ç']) {
      const made = (await door.guest.get('/healthz', { 'x-request-id': bad })).headers.get('x-request-id');
      expect(made).to.match(/^[0-9a-f-]{36}-[0-9a-z]+$/);
    }
  });
  it('comes with the headers that keep pages apart, and so does every reply', async () => {
    for (const path of ['/api/nothing', '/healthz', '/api/openapi.json', '/nothing.txt']) {
      const { headers } = await door.guest.get(path);
      expect(headers.get('content-security-policy'), path).to.equal("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; frame-src 'self'");
      expect([headers.get('x-content-type-options'), headers.get('referrer-policy'), headers.get('cross-origin-opener-policy')]).to.eql(['nosniff', 'no-referrer', 'same-origin']);
    }
    const slip = await door.guest.get('/api/kahve/slip');
    expect(slip.headers.get('content-security-policy')).to.contain("frame-ancestors 'self'");
    expect([slip.text, slip.headers.get('content-type'), slip.headers.get('cache-control')]).to.eql(['<p>Fiş</p>', 'text/html; charset=utf-8', 'no-store']);
  });

  it('is in the language the caller weighs most', () => {
    const wanted: Record<string, Language> = {
      'en': 'en', 'EN-us': 'en', 'de': 'tr', '*': 'tr', 'de,en;q=0.5': 'en', 'en;q=0.1, ru;q=0.9': 'ru', 'uz-Latn-UZ, en': 'uz', 'en;q=0, uz;q=0.1': 'uz', '*, en;q=0.5': 'tr', 'en;q=x': 'tr', '': 'tr', ';;,,': 'tr',
    };
    for (const [header, language] of Object.entries(wanted)) expect(languageOf(header), header).to.equal(language);
    expect(languageOf(undefined)).to.equal('tr');
  });
});
