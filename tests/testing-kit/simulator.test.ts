import { expect } from 'chai';
import { carrierConformance, describeCarrier, describeReport, testClient } from '@sontechsp/sdk/testing';
import { referenceCarrier } from './reference-carrier.js';
import { simulator } from './reference-simulator.js';

const order = { ref: 'SNT0000001', name: 'Ayşe', phone: '5321112233', line: 'Sokak 1', district: 'Çankaya', city: 'Ankara', boxes: [{ desi: 2, grams: 1500 }], payer: 'sender' };

describe('A simulator of a carrier', () => {
  let carrier: Awaited<ReturnType<typeof simulator>>;
  let headers: Record<string, string>;
  const make = (path = '/shipments') => testClient(carrier.url).post(path, order, headers).catch(() => undefined);
  beforeEach(async () => {
    carrier = await simulator({ now: () => '2026-03-02T09:00:00.000Z' });
    const { user, secret } = carrier.settings as { user: string; secret: string };
    headers = { 'x-token': (await testClient(carrier.url).post('/session', { user, secret })).body.token, 'x-key': 'bir' };
  });
  afterEach(() => carrier.stop());

  it('acts and loses its answer, or loses the request before it acts', async () => {
    carrier.fault({ kind: 'broken' });
    expect([await make(), carrier.effects(order.ref)]).to.deep.equal([undefined, 0]);
    carrier.fault({ kind: 'lost' });
    expect([await make(), carrier.effects(order.ref)]).to.deep.equal([undefined, 1]);
    expect((await make())?.status).to.equal(201);
    expect(carrier.effects(order.ref)).to.equal(1);
  });

  it('answers what it is told to, late, or nonsense, as often and where it is told to', async () => {
    carrier.fault({ kind: 'answer', status: 429, headers: { 'retry-after': '3' } }, { times: 2, where: '/shipments' });
    expect((await testClient(carrier.url).post('/track', { refs: [] }, headers)).status).to.equal(200);
    expect([(await make())?.status, (await make())?.headers.get('retry-after'), (await make())?.status]).to.deep.equal([429, '3', 201]);
    carrier.fault({ kind: 'nonsense', body: '<html>' });
    expect((await make())?.text).to.equal('<html>');
    carrier.fault({ kind: 'slow', ms: 30 });
    const begin = performance.now();
    await make();
    expect(performance.now() - begin).to.be.at.least(25);
  });

  it('is steered over HTTP by whoever runs it', async () => {
    await make();
    const control = testClient(carrier.url);
    expect((await control.post('/_simulator/advance', { reference: order.ref, state: 'delivered', at: '2026-03-02T08:00:00.000Z' })).status).to.equal(200);
    const [shipment] = (await control.get('/_simulator')).body;
    expect([shipment.reference, shipment.state, shipment.effects, shipment.events]).to.deep.equal(['SNT0000001', 'delivered', 1, [{ at: '2026-03-02T08:00:00.000Z', state: 'delivered', place: 'Kadıköy' }]]);
    expect((await control.post('/_simulator/advance', { reference: 'NOBODY', state: 'delivered' })).status).to.equal(404);
    expect((await control.post('/_simulator/advance', { reference: order.ref, state: 'eaten' })).status).to.equal(400);
    await control.post('/_simulator/fault', { fault: { kind: 'answer', status: 503 } });
    expect((await make())?.status).to.equal(503);
    expect(carrier.requests.every(r => !r.path.startsWith('/_simulator'))).to.equal(true);
  });
});

describe('The kit for carriers, as a partner calls it', () => {
  it('takes the declaration alone, and leaves out what only a plugin has', async () => {
    const report = await carrierConformance(referenceCarrier().adapters[0]!, { simulator, only: ['declaration'] });
    expect(report.checks.filter(c => c.state === 'skipped').map(c => c.id)).to.deep.equal(['declaration.requires', 'declaration.titles', 'declaration.choices']);
    expect(report.ok).to.equal(true);
  });

  it('says in its report which sentence does not hold, and what was found instead', async () => {
    const report = await carrierConformance(referenceCarrier('ignores who pays'), { simulator, only: ['create.payer', 'create.plain'] });
    expect(describeReport(report).split('\n').slice(0, 2)).to.deep.equal([
      '✗ create.payer: Who pays arrives; a payer the carrier does not offer is refused, not ignored', '  The payer is "sender", not "recipient"',
    ]);
    expect(report.failed).to.deep.equal(['create.payer']);
  });

  it('names what is missing when a plugin has no carrier', async () => {
    const error = await carrierConformance({ ...referenceCarrier(), adapters: [] }, { simulator }).then(() => '', (e: Error) => e.message);
    expect(error).to.equal("Plugin 'ornek' declares no carrier in `adapters`");
  });

  it('declares a test for each check where there is a describe and an it', async () => {
    const real = { describe: globalThis.describe, it: globalThis.it };
    const tests = new Map<string, (this: object) => Promise<void>>();
    try {
      Object.assign(globalThis, { describe: (_: string, body: () => void) => body(), it: (title: string, body: () => Promise<void>) => tests.set(title.split(':')[0]!, body) });
      describeCarrier(referenceCarrier('asks about nothing'), { simulator });
    } finally {
      Object.assign(globalThis, real);
    }
    expect(tests.size).to.be.at.least(80);
    await tests.get('create.answers')!.call({});
    expect(await tests.get('track.none')!.call({}).then(() => '', (e: Error) => e.message)).to.contain('Answers and requests');
    let skipped = 0;
    await tests.get('cancel.notOffered')!.call({ skip: () => skipped++ });
    expect(skipped).to.equal(1);
  });
});
