import { expect } from 'chai';
import { list, object, permission, definePlugin, page, percent, quantity, raw, route, screen, slot, t, text, uuid } from '@sontechsp/sdk';
import { createStreams } from '../../host/http/streams.js';
import { frameOf } from '../../host/http/frame.js';
import { part } from '../../host/http/part.js';
import { createMessages } from '../../host/messages/messages.js';
import type { Registry } from '../../host/tokens.js';
import { until } from '../outbox/rig.js';
import { openDoor } from './door.js';

describe('The description of the api', () => {
  it('comes from the schemas that validate', async () => {
    const door = await openDoor({
      kahve: [
        route({ method: 'POST', path: '/cups/:id/sips', permission: 'kahve.drink', params: object({ id: uuid() }), body: object({ quantity: quantity(), percent: percent(), names: list(text(20)) }), reply: object({ done: t.Boolean() }), status: 201, summary: 'Takes a sip.', handle: async () => ({ done: true }) }),
        route({ method: 'GET', path: '/cups', permission: 'public', query: object({ q: t.Optional(t.String()) }), reply: page(t.String()), handle: async () => ({ items: [], nextCursor: null }) }),
        route({ method: 'GET', path: '/cups/:id/picture', permission: 'public', reply: object({ done: t.Boolean() }), types: ['image/png', 'text/plain'], handle: async () => raw('image/png', '') }),
        route({ method: 'POST', path: '/imports', permission: 'signedIn', body: 'file', handle: async () => undefined }),
      ],
    });
    const { status, body } = await door.guest.get('/api/openapi.json');
    await door.stop();
    expect([status, body.openapi, Object.keys(body.paths)]).to.eql([200, '3.1.0', ['/api/kahve/cups', '/api/kahve/cups/{id}/picture', '/api/kahve/cups/{id}/sips', '/api/kahve/imports', '/api/openapi.json', '/healthz', '/readyz']]);
    const sip = body.paths['/api/kahve/cups/{id}/sips'].post;
    expect([sip['x-permission'], sip.summary, sip.security, sip.operationId, Object.keys(sip.responses)]).to.eql(
      ['kahve.drink', 'Takes a sip.', [{ bearer: [] }], 'postKahveCupsIdSips', ['201', '400', '401', '403', '404', '409', '413', '415', '422', '503', 'default']]);
    expect(sip.parameters[0]).to.eql({ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } });
    expect(sip.requestBody.content['application/json'].schema).to.eql({
      type: 'object', required: ['quantity', 'percent', 'names'], additionalProperties: false,
      properties: {
        quantity: { description: 'At most three decimals.', type: 'number', exclusiveMinimum: 0, maximum: 1000000, 'x-decimals': 3 },
        percent: { description: 'At most two decimals.', type: 'number', minimum: 0, maximum: 100, 'x-decimals': 2 },
        names: { type: 'array', items: { type: 'string', minLength: 0, maxLength: 20 } },
      },
    });
    expect(sip.parameters[1]).to.deep.include({ name: 'Idempotency-Key', in: 'header', required: false });
    const picture = body.paths['/api/kahve/cups/{id}/picture'].get.responses['200'].content;
    expect([Object.keys(picture), picture['image/png'], picture['text/plain']]).to.eql([['application/json', 'image/png', 'text/plain'], {}, { schema: { type: 'string' } }]);
    const cups = body.paths['/api/kahve/cups'].get;
    expect([cups.security, cups.parameters]).to.eql([[], [{ name: 'q', in: 'query', required: false, schema: { type: 'string' } }]]);
    expect(Object.keys(body.paths['/api/kahve/imports'].post.requestBody.content)).to.eql(['multipart/form-data']);
  });
});

describe('What the browser asks for first', () => {
  const kahve = definePlugin({
    id: 'kahve', name: 'Kahve', version: '1.0.0', permissions: [permission('kahve.drink', {})],
    screens: [
      screen({ path: '/kahve', title: 'kahve', permission: 'kahve.drink', module: 'cups', menu: { group: 'sale', order: 1, icon: 'cup' }, till: true }),
      screen({ path: '/kahve/roast', title: 'roast', permission: 'kahve.roast', module: 'roast' }),
    ],
    slots: [slot({ slot: 'pos.basket.line', module: 'badge', permission: 'kahve.drink' }), slot({ slot: 'pos.basket.line', module: 'secret', permission: 'kahve.roast' })],
  });
  const registry: Registry = {
    installed: [
      { plugin: kahve, origin: 'builtin', state: 'active', reason: undefined },
      { plugin: { ...kahve, id: 'cay' }, origin: 'builtin', state: 'active', reason: undefined },
      { plugin: { ...kahve, id: 'su' }, origin: 'builtin', state: 'failed', reason: 'Dry.' },
    ], faults: [],
  };
  const scope = (on: string[], permissions: string[]) => ({
    firmId: '', storeId: '', terminalId: '', userId: '', language: 'tr' as const, requestId: '', limit: () => 0,
    plugins: { version: 7, has: (id: string) => on.includes(id) }, can: (p: string) => permissions.includes(p),
  });

  it('are the screens and slots that are on and allowed', () => {
    expect(frameOf(registry, scope(['kahve', 'su'], ['kahve.drink']))).to.eql({
      version: 7,
      screens: [{ plugin: 'kahve', path: '/kahve', title: 'kahve', module: 'cups', menu: { group: 'sale', order: 1, icon: 'cup' }, till: true, url: '/web/plugins/kahve.js' }],
      slots: [{ plugin: 'kahve', slot: 'pos.basket.line', module: 'badge', url: '/web/plugins/kahve.js' }],
    });
    expect(frameOf(registry, scope(['kahve', 'cay'], ['kahve.drink', 'kahve.roast'])).screens.map(s => [s.plugin, s.path, s.menu === null])).to.eql(
      [['kahve', '/kahve', false], ['kahve', '/kahve/roast', true], ['cay', '/kahve', false], ['cay', '/kahve/roast', true]]);
    expect(frameOf(registry, scope([], ['kahve.drink']))).to.eql({ version: 7, screens: [], slots: [] });
  });
  it('are the sentences of a language, sent once', async () => {
    const book = createMessages([{ namespace: 'kahve', locales: { tr: { a: 'bir', b: 'iki' }, en: { a: 'one' } } }]);
    const messages = part.routes!.find(r => r.path.startsWith('/ui/messages'))!;
    const door = await openDoor({}, { routes: [{ plugin: 'host', fullPath: '/api/ui/messages/:language', route: messages, use: { book } }] });
    const english = await door.guest.get('/api/ui/messages/en');
    expect([english.body, english.headers.get('cache-control')]).to.eql([{ 'kahve:a': 'one', 'kahve:b': 'iki' }, 'no-cache']);
    expect((await door.guest.get('/api/ui/messages/de')).body).to.eql({ 'kahve:a': 'bir', 'kahve:b': 'iki' });
    const again = await door.guest.get('/api/ui/messages/en', { 'if-none-match': english.headers.get('etag')! });
    expect([again.status, again.text]).to.eql([304, '']);
    await door.stop();
  });
  it('exist in every language that is complete, key by key', () => {
    const keys = (locale: object): string[] => Object.entries(locale).flatMap(([k, v]) => (typeof v === 'string' ? [k] : keys(v as object).map(below => `${k}.${below}`)));
    expect(keys(part.locales!.en!)).to.eql(keys(part.locales!.tr!));
  });
});

describe('A stream', () => {
  it('ends with its session, at a heartbeat', async () => {
    const written: string[] = [];
    const closers: (() => void)[] = [];
    const res = { writeHead: () => undefined, write: (text: string) => written.push(text), writableLength: 0, end: () => written.push('end'), on: (_: string, close: () => void) => closers.push(close) };
    let alive = true;
    let ended = false;
    createStreams(10).open({ res, respond: true } as never, { stream: (_, signal) => signal.addEventListener('abort', () => { ended = true; }) }, async () => alive, () => undefined);
    await until(() => written.filter(w => w.startsWith(':')).length >= 2);
    expect(ended).to.equal(false);
    alive = false;
    await until(() => ended);
    expect(written.at(-1)).to.equal('end');
  });
});
