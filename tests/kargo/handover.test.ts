import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { eachDatabase } from '../support/databases.js';
import type { Reply } from '../support/client.js';
import { PARCEL, connect, fakeCarrier, openCargoShop, type CargoShop, type FakeCarrier } from './rig.js';

const outcome = (reply: Reply) => [reply.status, reply.body?.code];

eachDatabase('What is printed and handed over', kind => {
  let shop: CargoShop;
  let fake: FakeCarrier;
  before(async () => {
    fake = fakeCarrier();
    shop = await openCargoShop(kind, [fake]);
  });
  afterEach(() => { fake.answer = () => ({}); });
  after(async () => {
    const violations = await shop.doctor();
    await shop.stop();
    expect(violations).to.deep.equal([]);
  });
  const arrived = async (extra: Record<string, unknown> = {}): Promise<Reply['body']> => shop.reach((await shop.make(extra)).body.id, 'pending');
  const print = (body: object, who = shop.admin) => who.post('/api/kargo/labels', body);
  const give = (body: object, who = shop.admin) => who.post('/api/kargo/handovers', { connectionId: shop.connectionId, ...body });
  const pagesOf = (reply: Reply): number => reply.text.match(/\/Type \/Page\b/g)!.length;

  it('prints many in one document, and remembers it', async () => {
    const [one, three] = [await arrived(), await arrived({ parcels: [PARCEL, PARCEL, PARCEL] })];
    const pdf = await print({ ids: [one.id, three.id] });
    expect([pdf.status, pdf.headers.get('content-type')]).to.deep.equal([200, 'application/pdf']);
    expect(pdf.headers.get('content-disposition')).to.equal('attachment; filename="kargo-2-etiket.pdf"');
    expect(pagesOf(pdf)).to.equal(4);
    const zpl = await print({ ids: [three.id, one.id], format: 'zpl', size: '100x150' });
    expect([...zpl.text.matchAll(/\^BCN.*\^FD(\w+)\^FS/g)].map(m => m[1])).to.deep.equal([three.reference, three.reference, three.reference, one.reference]);
    expect((await shop.read(one.id)).printedAt).to.be.a('string');
  });

  it('passes on the label the carrier made', async () => {
    const own = '%PDF-1.4 der Träger';
    fake.answer = () => ({ label: { format: 'pdf', base64: Buffer.from(own).toString('base64') } });
    const [apart, other] = [await arrived(), await arrived()];
    fake.answer = () => ({ label: { format: 'zpl', base64: Buffer.from('^XA^FDTASIYICI^FS^XZ').toString('base64') } });
    const zebra = await arrived();
    expect((await print({ ids: [apart.id] })).text).to.equal(own);
    const refused = await print({ ids: [apart.id, zebra.id] });
    expect([...outcome(refused), refused.body.ids]).to.deep.equal([409, 'kargo.labelApart', [apart.id]]);
    expect((await print({ ids: [zebra.id], format: 'zpl' })).text).to.equal('^XA^FDTASIYICI^FS^XZ\n');
    expect(pagesOf(await print({ ids: [zebra.id] })), 'ours where it has none of that kind').to.equal(1);
    expect((await print({ ids: [other.id], format: 'zpl' })).text).to.include(other.reference);
  });

  it('prints nothing the carrier does not have', async () => {
    const [good, gone] = [await arrived(), await arrived()];
    await shop.admin.post(`/api/kargo/shipments/${gone.id}/cancel`);
    await shop.reach(gone.id, 'cancelled');
    const refused = await print({ ids: [good.id, gone.id] });
    expect([...outcome(refused), refused.body.ids]).to.deep.equal([409, 'kargo.labelNotReady', [gone.id]]);
    expect(outcome(await print({ ids: [randomUUID()] }))).to.deep.equal([404, 'kargo.notFound']);
    expect(outcome(await print({ ids: [] }))).to.deep.equal([400, 'request.invalid']);
    expect(outcome(await shop.admin.get(`/api/kargo/shipments/${good.id}/label?size=80x80`))).to.deep.equal([400, 'request.invalid']);
  });

  it('hands shipments of one carrier over together, each once', async () => {
    const [a, b] = [await arrived(), await arrived({ parcels: [PARCEL, PARCEL] })];
    const id = randomUUID();
    const [first, twin] = await Promise.all([give({ id, ids: [a.id, b.id] }), give({ id, ids: [a.id, b.id] })]);
    expect(first.body).to.deep.equal(twin.body);
    expect(first.body).to.deep.include({ id, connectionId: shop.connectionId, connectionName: 'Hesap deneme', shipmentCount: 2, parcelCount: 3, createdBy: 'Ayşe Yönetici' });
    expect(await shop.read(a.id)).to.include({ handoverId: id, handedOverAt: first.body.createdAt });
    const again = await give({ ids: [b.id, (await arrived()).id] });
    expect([...outcome(again), again.body.ids]).to.deep.equal([409, 'kargo.notForHandover', [b.id]]);
    const ids = async (query: string) => (await shop.admin.get(`/api/kargo/shipments?${query}`)).body.items.map((s: { id: string }) => s.id).sort();
    expect(await ids(`handoverId=${id}`)).to.deep.equal([a.id, b.id].sort());
    expect(await ids('handedOver=true')).to.deep.equal([a.id, b.id].sort());
    expect(await ids('handedOver=false')).not.to.include(a.id);
    expect((await shop.admin.get('/api/kargo/handovers')).body.items[0]).to.deep.equal(first.body);
    const list = await shop.admin.get(`/api/kargo/handovers/${id}/list`);
    expect([list.status, list.headers.get('content-type'), list.text.slice(0, 5), pagesOf(list)]).to.deep.equal([200, 'application/pdf', '%PDF-', 1]);
  });

  it('hands over nothing of another carrier, another store, or not there', async () => {
    const second = await connect(shop.admin, 'deneme', { key: 'iki' }, { name: 'Öteki hesap' });
    const [mine, theirs] = [await arrived(), await arrived({ connectionId: second })];
    expect(outcome(await give({ ids: [mine.id, theirs.id] }))).to.deep.equal([409, 'kargo.notForHandover']);
    expect(outcome(await give({ ids: [randomUUID()] }))).to.deep.equal([404, 'kargo.notFound']);
    expect(outcome(await give({ connectionId: randomUUID(), ids: [mine.id] }))).to.deep.equal([404, 'kargo.notFound']);
    const branch = await shop.as('admin', await shop.anotherStore());
    expect(outcome(await give({ ids: [mine.id] }, branch))).to.deep.equal([404, 'kargo.notFound']);
    expect(outcome(await print({ ids: [mine.id] }, branch))).to.deep.equal([404, 'kargo.notFound']);
    const given = await give({ ids: [mine.id] });
    expect(outcome(await branch.get(`/api/kargo/handovers/${given.body.id}/list`))).to.deep.equal([404, 'kargo.notFound']);
    expect((await branch.get('/api/kargo/handovers')).body.items).to.deep.equal([]);
    expect(outcome(await give({ ids: [theirs.id], connectionId: second }, await shop.as('cashier')))).to.deep.equal([403, 'auth.forbidden']);
  });
});
