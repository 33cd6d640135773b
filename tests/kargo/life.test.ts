import { randomUUID } from 'node:crypto';
import { Failure } from '@sontechsp/sdk';
import { expect } from 'chai';
import type { Reply } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { cashSale, makeGood } from '../support/goods.js';
import { until } from '../outbox/rig.js';
import { PARCEL, RECIPIENT, connect, fakeCarrier, lost, openCargoShop, refuse, type CargoShop, type FakeCarrier } from './rig.js';

const outcome = (reply: Reply) => [reply.status, reply.body?.code];

eachDatabase('A shipment', kind => {
  let shop: CargoShop;
  let fake: FakeCarrier;
  before(async () => {
    fake = fakeCarrier();
    shop = await openCargoShop(kind, [fake]);
  });
  afterEach(() => {
    fake.on = () => {};
    fake.answer = () => ({});
    fake.tell = () => undefined;
  });
  after(async () => {
    const violations = await shop.doctor();
    await shop.stop();
    expect(violations).to.deep.equal([]);
  });
  const post = (path: string, body?: unknown) => shop.admin.post(`/api/kargo/shipments/${path}`, body);
  const made = async (extra: Record<string, unknown> = {}): Promise<Reply['body']> => {
    const reply = await shop.make(extra);
    expect(reply.status, reply.text).to.equal(201);
    return reply.body;
  };
  const arrived = async (extra: Record<string, unknown> = {}): Promise<Reply['body']> => shop.reach((await made(extra)).id, 'pending');

  it('waits, is told to its carrier with what was asked for, and keeps what came back', async () => {
    fake.answer = ({ reference }) => ({ trackingNumber: 'TN-77', trackingUrl: 'https://kargo.example/TN-77', barcodes: [`${reference}1`, `${reference}2`] });
    const id = randomUUID();
    const reply = await made({
      id, orderNo: 'WEB-9', recipient: { ...RECIPIENT, email: 's@example.com', postalCode: '06420' }, parcels: [PARCEL, { ...PARCEL, heightCm: 25, content: 'Kupa' }],
      payer: 'recipient', cashOnDelivery: { amount: 12500, by: 'card' }, description: 'Seramik',
    });
    expect(reply).to.include({ id, state: 'waiting', orderNo: 'WEB-9', parcelCount: 2, desi: 7, late: false, printable: false, editable: true, createdBy: 'Ayşe Yönetici' });
    expect(reply.reference).to.match(/^[A-Z0-9]{10,16}$/);
    const card = await shop.reach(id, 'pending');
    expect(card).to.include({ trackingNumber: 'TN-77', trackingUrl: 'https://kargo.example/TN-77', printable: true, editable: false, problem: null });
    expect(card.barcodes).to.deep.equal([`${reply.reference}1`, `${reply.reference}2`]);
    expect(fake.known.get(reply.reference)!.request).to.deep.equal({
      reference: reply.reference, orderNo: 'WEB-9',
      sender: { name: 'Deneme Ticaret', phone: '0212 555 12 34', line: 'Çarşı Cad. No:1', district: 'Kadıköy', city: 'İstanbul', country: 'TR' },
      recipient: { ...RECIPIENT, phone: '+905321112233', email: 's@example.com', postalCode: '06420', country: 'TR' },
      parcels: [PARCEL, { ...PARCEL, heightCm: 25, content: 'Kupa' }], payer: 'recipient', cashOnDelivery: { amount: 12500, by: 'card' }, description: 'Seramik',
    });
  });

  it('of a sale carries its receipt number, and is counted there', async () => {
    const good = await makeGood(shop.admin, { warehouseId: shop.warehouseId, onHand: 5, name: 'Çelik termos' });
    const sold = (await shop.admin.post('/api/pos/sales', cashSale([{ good, quantity: 2 }]))).body;
    const order = () => shop.admin.get(`/api/kargo/orders?receiptNo=${sold.receiptNo}`);
    expect((await order()).body).to.deep.equal({ saleId: sold.id, orderNo: sold.receiptNo, total: 2000, soldAt: sold.soldAt, description: 'Çelik termos', shipments: 0, state: 'completed' });
    expect(await arrived({ saleId: sold.id })).to.include({ orderNo: sold.receiptNo, sourceType: 'pos.sale', sourceId: sold.id });
    expect((await order()).body.shipments).to.equal(1);
    expect(outcome(await shop.make({ saleId: randomUUID() }))).to.deep.equal([404, 'kargo.saleNotFound']);
    expect(outcome(await shop.admin.get('/api/kargo/orders?receiptNo=M1-K1-999999'))).to.deep.equal([404, 'kargo.saleNotFound']);
  });

  it('is one for one id, whoever asks twice', async () => {
    const id = randomUUID();
    const replies = await Promise.all([shop.make({ id }), shop.make({ id }), shop.make({ id })]);
    expect(replies.map(r => [r.status, r.body.reference])).to.deep.equal(replies.map(() => [201, replies[0]!.body.reference]));
    expect(outcome(await shop.make({ id, description: 'başka' }))).to.deep.equal([409, 'request.reused']);
    await shop.reach(id, 'pending');
    expect(fake.known.get(replies[0]!.body.reference)!.made).to.equal(1);
  });

  it('is refused before it is written when the carrier could not take it, or the request is not right', async () => {
    const small = fakeCarrier('kucuk', { cashOnDelivery: false, recipientPays: false, multiParcel: false });
    const other = await openCargoShop(kind, [small]);
    const capability = async (extra: object) => { const { status, body } = await other.make(extra as never); return [status, body.code, body.capability]; };
    expect(await capability({ cashOnDelivery: { amount: 100, by: 'cash' } })).to.deep.equal([422, 'kargo.notSupported', 'cashOnDelivery']);
    expect(await capability({ payer: 'recipient' })).to.deep.equal([422, 'kargo.notSupported', 'recipientPays']);
    expect(await capability({ parcels: [PARCEL, PARCEL] })).to.deep.equal([422, 'kargo.notSupported', 'multiParcel']);
    await other.admin.patch(`/api/connections/${other.connectionId}`, { enabled: false });
    expect(outcome(await other.make())).to.deep.equal([409, 'kargo.connectionOff']);
    await other.admin.put(`/api/plugins/kargo/settings?storeId=${other.storeId}`, { senderCity: '' });
    await other.admin.patch(`/api/connections/${other.connectionId}`, { enabled: true });
    expect(outcome(await other.make())).to.deep.equal([422, 'kargo.senderMissing']);
    expect((await other.admin.get('/api/kargo/shipments')).body.items).to.deep.equal([]);
    await other.stop();
    for (const extra of [{ parcels: [] }, { parcels: [{ ...PARCEL, weightGrams: 0 }] }, { recipient: { ...RECIPIENT, phone: 'yok' } }, { recipient: { ...RECIPIENT, city: '' } }, { cashOnDelivery: { amount: 0, by: 'cash' } }, { hepsi: 1 }])
      expect(outcome(await shop.make(extra)), JSON.stringify(extra)).to.deep.equal([400, 'request.invalid']);
    expect(outcome(await shop.make({ connectionId: randomUUID() }))).to.deep.equal([404, 'kargo.notFound']);
  });

  it('stands refused with a sentence of the house in the language of whoever reads it', async () => {
    fake.on = what => {
      if (what === 'create') throw new Failure('validation', 'x.example answered 400.', { acted: 'no', sentence: { key: 'host:adapters.said.answered', values: { host: 'x.example', status: 400 } } });
    };
    const { id } = await shop.reach((await made()).id, 'refused');
    fake.on = () => {};
    for (const [language, message] of [['tr', 'x.example 400 yanıtını verdi.'], ['en', 'x.example answered 400.'], ['ru', 'x.example ответил 400.'], ['uz', 'x.example 400 javobini berdi.']] as const) {
      expect((await shop.admin.get(`/api/kargo/shipments/${id}`, { 'accept-language': language })).body.problem.message).to.equal(message);
      expect((await shop.admin.get('/api/kargo/shipments?limit=1', { 'accept-language': language })).body.items[0].problem.message).to.equal(message);
    }
  });

  it('stands refused with the carrier\'s words, is mended and sent again under its reference', async () => {
    fake.on = what => { if (what === 'create') refuse('validation', 'Alıcı ilçesi bulunamadı', '82505'); };
    const first = await shop.reach((await made({ recipient: { ...RECIPIENT, district: 'Cankya' } })).id, 'refused');
    expect(first.problem).to.include({ step: 'create', kind: 'validation', message: 'Alıcı ilçesi bulunamadı', code: '82505' });
    expect(first).to.include({ late: true, editable: true, retryable: true });
    expect((await shop.admin.get('/api/kargo/shipments?limit=1')).body.items[0].id, 'it stands first in the list').to.equal(first.id);
    fake.on = () => {};
    expect((await shop.admin.patch(`/api/kargo/shipments/${first.id}`, { recipient: RECIPIENT, cashOnDelivery: { amount: 500, by: 'cash' } })).body)
      .to.deep.include({ state: 'refused', cashOnDelivery: { amount: 500, by: 'cash' } });
    expect((await post(`${first.id}/retry`)).body).to.include({ state: 'waiting', problem: null });
    expect(await shop.reach(first.id, 'pending')).to.include({ reference: first.reference });
    expect(fake.known.get(first.reference)!.request.recipient.district).to.equal('Çankaya');
    expect(outcome(await post(`${first.id}/retry`))).to.deep.equal([409, 'kargo.notRetryable']);
    expect(outcome(await shop.admin.patch(`/api/kargo/shipments/${first.id}`, { description: 'geç' }))).to.deep.equal([409, 'kargo.notEditable']);
  });

  it('whose answer is lost is at the carrier once', async () => {
    fake.on = (what, _, acted) => { if (what === 'create' && acted) { fake.on = () => {}; lost(); } };
    const card = await arrived();
    expect(fake.known.get(card.reference)).to.include({ made: 1 });
    expect(card.problem).to.equal(null);
  });

  it('whose answer a carrier without any protection lost waits for a person, and is found when the carrier tells of it', async () => {
    const blind = fakeCarrier('kor', { idempotency: 'none' });
    const other = await openCargoShop(kind, [blind]);
    blind.on = (what, _, acted) => { if (what === 'create' && acted) lost(); };
    const { id, reference } = (await other.make()).body;
    await until(async () => (await other.read(id)).problem !== null);
    expect((await other.read(id)).problem).to.include({ step: 'create', kind: 'undecided' });
    const outbox = async () => (await other.admin.get('/api/outbox?state=uncertain')).body.items.length;
    await until(async () => await outbox() === 1);
    expect(blind.known.get(reference)!.made).to.equal(1);
    await other.host.database.transaction(tx => tx.run('UPDATE kargo_etiketleri SET sent_at = $2 WHERE id = $1', [id, '2026-01-01T00:00:00.000Z']));
    blind.tell = asked => ({ reference: asked, trackingNumber: 'TN-9', state: 'picked_up', events: [{ at: '2026-03-02T09:00:00.000Z', state: 'picked_up', rawCode: 'A', rawText: 'Alındı' }] });
    await other.track();
    expect(await other.read(id)).to.include({ state: 'picked_up', trackingNumber: 'TN-9', problem: null });
    expect(await other.doctor()).to.deep.equal([]);
    await other.stop();
  });

  it('that the carrier knows already, though it says conflict, is taken for sent', async () => {
    fake.on = (what, reference, acted) => {
      if (what !== 'create' || acted) return;
      fake.on = () => {};
      fake.known.set(reference, { request: { reference } as never, cancelled: false, made: 1 });
    };
    expect(fake.known.get((await arrived()).reference)!.made).to.equal(1);
  });

  it('is cancelled at once while the carrier has not heard of it, and never sent', async () => {
    fake.on = what => { if (what === 'create') refuse('validation', 'Hayır'); };
    const { id, reference } = await shop.reach((await made()).id, 'refused');
    expect((await post(`${id}/cancel`)).body).to.include({ state: 'cancelled', cancellable: false });
    expect(fake.cancels).not.to.include(reference);
    expect((await post(`${id}/cancel`)).body.state, 'twice is once').to.equal('cancelled');
    expect(outcome(await post(`${id}/retry`))).to.deep.equal([409, 'kargo.notRetryable']);
  });

  it('is cancelled through its carrier', async () => {
    const { id, reference } = await arrived();
    const asked = (await post(`${id}/cancel`)).body;
    expect(asked.cancelRequestedAt).to.be.a('string');
    await shop.reach(id, 'cancelled');
    expect(fake.known.get(reference)!.cancelled).to.equal(true);
  });

  it('that is cancelled on its way there is taken back when the carrier has answered', async () => {
    let go = (): void => {};
    const held = new Promise<void>(resolve => { go = resolve; });
    let atCarrier = false;
    fake.on = async (what, _, acted) => { if (what === 'create' && acted) { atCarrier = true; await held; } };
    const { id, reference } = await made();
    await until(() => atCarrier);
    expect((await post(`${id}/cancel`)).body).to.include({ state: 'waiting' });
    go();
    await shop.reach(id, 'cancelled');
    expect(fake.known.get(reference)).to.include({ cancelled: true, made: 1 });
  });

  it('goes on when the carrier will not give it back', async () => {
    const { id } = await arrived();
    fake.on = what => { if (what === 'cancel') refuse('conflict', 'Gönderi dağıtımda'); };
    await post(`${id}/cancel`);
    await until(async () => (await shop.read(id)).problem !== null);
    const card = await shop.read(id);
    expect(card).to.include({ state: 'pending', cancelRequestedAt: null, cancellable: true });
    expect(card.problem).to.include({ step: 'cancel', kind: 'conflict', message: 'Gönderi dağıtımda' });
  });

  it('belongs to its store', async () => {
    const there = await shop.anotherStore();
    const stranger = await shop.as('admin', there);
    await stranger.put(`/api/plugins/kargo/settings?storeId=${there.storeId}`, { senderPhone: '5', senderLine: 'a', senderDistrict: 'b', senderCity: 'c' });
    const { id } = await arrived();
    expect(outcome(await stranger.get(`/api/kargo/shipments/${id}`))).to.deep.equal([404, 'kargo.notFound']);
    for (const path of ['cancel', 'retry', 'track']) expect(outcome(await stranger.post(`/api/kargo/shipments/${id}/${path}`)), path).to.deep.equal([404, 'kargo.notFound']);
    expect(outcome(await stranger.patch(`/api/kargo/shipments/${id}`, {}))).to.deep.equal([404, 'kargo.notFound']);
    expect((await stranger.get('/api/kargo/shipments')).body).to.deep.equal({ items: [], nextCursor: null });
    expect(outcome(await shop.make({}, stranger)), 'a connection of the other store').to.deep.equal([404, 'kargo.notFound']);
    const theirs = await connect(stranger, 'deneme', {}, { storeId: there.storeId });
    expect((await shop.make({ connectionId: theirs }, stranger)).status).to.equal(201);
    expect(outcome(await shop.make({ connectionId: theirs }))).to.deep.equal([404, 'kargo.notFound']);
    expect((await stranger.get('/api/kargo/shipments')).body.items).to.have.length(1);
  });

  it('is seen by a cashier, and made by others', async () => {
    const cashier = await shop.as('cashier');
    const { id } = await arrived();
    expect((await cashier.get(`/api/kargo/shipments/${id}`)).status).to.equal(200);
    expect(outcome(await shop.make({}, cashier))).to.deep.equal([403, 'auth.forbidden']);
    expect(outcome(await cashier.post(`/api/kargo/shipments/${id}/cancel`))).to.deep.equal([403, 'auth.forbidden']);
  });
});
