import { expect } from 'chai';
import type { TrackingState } from '@sontechsp/sdk/carrier';
import type { CarrierSimulator } from '@sontechsp/sdk/testing';
import hepsijet from '../../plugins/hepsijet/plugin.js';
import { simulator as hepsijetSimulator } from '../../plugins/hepsijet/simulator.js';
import yurtici from '../../plugins/yurtici/plugin.js';
import { simulator as yurticiSimulator } from '../../plugins/yurtici/simulator.js';
import { until } from '../outbox/rig.js';
import type { Reply } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { PARCEL, RECIPIENT, connect, knowSender, openCargoShop, type CargoShop } from './rig.js';

const carriers = [['Yurtiçi Kargo', yurtici, yurticiSimulator], ['HepsiJet', hepsijet, hepsijetSimulator]] as const;

for (const [name, plugin, start] of carriers) eachDatabase(`Kargo with ${name} over HTTP`, kind => {
  let shop: CargoShop;
  let carrier: CarrierSimulator;
  before(async () => {
    carrier = await start({ account: 'bir' });
    shop = await openCargoShop(kind, [plugin], { ...carrier.settings });
  });
  after(async () => {
    const violations = await shop.doctor();
    await shop.stop();
    await carrier.stop();
    expect(violations).to.deep.equal([]);
  });
  const arrived = async (extra: Record<string, unknown> = {}): Promise<Reply['body']> => {
    const made = await shop.make(extra);
    expect(made.status, made.text).to.equal(201);
    return shop.reach(made.body.id, 'pending');
  };
  /** Lets the minute pass in which nobody is asked again. */
  const due = (id: string) => shop.host.database.transaction(tx => tx.run('UPDATE kargo_etiketleri SET track_at = $2, tracked_at = NULL WHERE id = $1', [id, '2026-01-01T00:00:00.000Z']));

  it('takes a shipment from the counter to the door', async () => {
    const card = await arrived({ orderNo: 'M1-K1-000007', parcels: [PARCEL, PARCEL] });
    const there = carrier.shipment(card.reference)!;
    expect(there).to.deep.include({ parcels: 2, effects: 1 });
    expect(there.recipient).to.include({ name: RECIPIENT.name, city: RECIPIENT.city, district: RECIPIENT.district });
    expect(there.recipient.phone).to.match(/5321112233$/);

    const zpl = await shop.admin.get(`/api/kargo/shipments/${card.id}/label?format=zpl`);
    expect(zpl.status).to.equal(200);
    expect(zpl.text.match(/\^XA/g)).to.have.length(2);
    for (const barcode of card.barcodes) expect(zpl.text).to.include(`^FD${barcode}^FS`);
    expect(zpl.text.includes('^CI28'), 'the carrier\'s own label where it gave one').to.equal(card.carrierLabel !== 'zpl');
    const pdf = await shop.admin.get(`/api/kargo/shipments/${card.id}/label?format=pdf&size=100x150`);
    expect([pdf.headers.get('content-type'), pdf.text.slice(0, 5)]).to.deep.equal(['application/pdf', '%PDF-']);

    const words: TrackingState[] = ['picked_up', 'out_for_delivery', 'delivered'].filter(s => carrier.states.includes(s as TrackingState)) as TrackingState[];
    const seen: string[] = [];
    for (const [hour, state] of words.entries()) {
      carrier.advance(card.reference, state, new Date(Date.now() - (10 - hour) * 3600_000).toISOString());
      await due(card.id);
      // Yurtiçi answers the same question once a minute: a shipment more makes it another question.
      if (hour > 0) await due((await arrived()).id);
      const run = await shop.track();
      expect(run.failed).to.deep.equal({});
      seen.push((await shop.read(card.id)).state);
    }
    expect(seen).to.deep.equal(words);
    const end = await shop.read(card.id);
    expect(end.trackingNumber).to.be.a('string');
    expect(end).to.include({ nextTrackAt: null, late: false });
    expect(end.events.map((e: { rawText: string }) => e.rawText).every(Boolean)).to.equal(true);
  });

  it('makes one shipment though the answer was lost', async () => {
    carrier.fault({ kind: 'lost' }, { where: plugin === yurtici ? 'createShipment' : 'sendDeliveryOrderEnhanced' });
    const card = await arrived();
    expect(carrier.effects(card.reference)).to.equal(1);
  });

  it('shows what the carrier would not take, in its words, and sends it again when it was mended', async () => {
    const made = (await shop.make({ recipient: { ...RECIPIENT, phone: '+7 912 345-67-89' } })).body;
    const refused = await shop.reach(made.id, 'refused');
    expect(refused.problem).to.include({ step: 'create', kind: 'validation' });
    expect(refused.problem.message).to.match(/\S{3}/);
    await shop.admin.patch(`/api/kargo/shipments/${made.id}`, { recipient: RECIPIENT });
    await shop.admin.post(`/api/kargo/shipments/${made.id}/retry`);
    await shop.reach(made.id, 'pending');
    expect(carrier.effects(made.reference)).to.equal(1);
  });

  it('takes back what has not moved, and lets go on what has', async () => {
    const [still, moving] = [await arrived(), await arrived()];
    await shop.admin.post(`/api/kargo/shipments/${still.id}/cancel`);
    await shop.reach(still.id, 'cancelled');
    expect(carrier.shipment(still.reference)).to.include({ cancelled: true });
    carrier.advance(moving.reference, 'picked_up');
    await shop.admin.post(`/api/kargo/shipments/${moving.id}/cancel`);
    await until(async () => (await shop.read(moving.id)).problem !== null);
    expect(await shop.read(moving.id)).to.deep.include({ state: 'pending', cancelRequestedAt: null });
    expect(carrier.shipment(moving.reference)).to.include({ cancelled: false });
  });

  it('asks for an address where another than the carrier\'s own is chosen, and only there', async () => {
    const add = (environment: string) => shop.admin.post('/api/connections', { adapterId: plugin.id, name: `${environment} ${plugin.id}`, settings: { ...carrier.settings, environment, address: '' } });
    expect((await add('production')).status).to.equal(201);
    const refused = await add('other');
    expect([refused.status, refused.body.errors.map((one: { path: string }) => one.path)]).to.deep.equal([400, ['/settings/address']]);
  });

  it('keeps two stores with their own accounts apart', async () => {
    const other = await start({ account: 'iki' });
    try {
      const at = await shop.anotherStore();
      const branch = await shop.as('admin', at);
      await knowSender(branch, at.storeId);
      const theirs = await connect(branch, plugin.id, { ...other.settings }, { storeId: at.storeId });
      const [mine, made] = await Promise.all([arrived(), shop.make({ connectionId: theirs }, branch)]);
      await until(async () => (await branch.get(`/api/kargo/shipments/${made.body.id}`)).body.state === 'pending');
      expect([carrier.effects(mine.reference), other.effects(mine.reference)]).to.deep.equal([1, 0]);
      expect([carrier.effects(made.body.reference), other.effects(made.body.reference)]).to.deep.equal([0, 1]);
    } finally {
      await other.stop();
    }
  });
});
