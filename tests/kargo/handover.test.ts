import { randomUUID } from 'node:crypto';
import { PDFDocument } from '@cantoo/pdf-lib';
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
  const theirLabel = (pdf: Uint8Array) => ({ label: { format: 'pdf' as const, base64: Buffer.from(pdf).toString('base64') } });
  /** A document of a carrier: a page of each size, with these words. */
  async function documentOf(...pages: readonly [string, number, number][]): Promise<Uint8Array> {
    const document = await PDFDocument.create();
    for (const [words, width, height] of pages) document.addPage([width, height]).drawText(words, { x: 20, y: 50 });
    return document.save({ useObjectStreams: false });
  }
  const sizesIn = (reply: Reply): number[][] => [...reply.text.matchAll(/\/MediaBox \[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)].map(([, width, height]) => [Math.round(Number(width)), Math.round(Number(height))]);
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
    const own = await documentOf(['theirs', 300, 200]);
    fake.answer = () => theirLabel(own);
    const [apart, other] = [await arrived(), await arrived()];
    fake.answer = () => ({ label: { format: 'zpl', base64: Buffer.from('^XA^FDTASIYICI^FS^XZ').toString('base64') } });
    const zebra = await arrived();
    expect((await print({ ids: [apart.id] })).text).to.equal(Buffer.from(own).toString('utf8'));
    expect((await print({ ids: [zebra.id], format: 'zpl' })).text).to.equal('^XA^FDTASIYICI^FS^XZ\n');
    expect(pagesOf(await print({ ids: [zebra.id] })), 'ours where it has none of that kind').to.equal(1);
    expect((await print({ ids: [other.id], format: 'zpl' })).text).to.include(other.reference);
  });

  it('joins what carriers made with ours, in the order asked for', async () => {
    const ours = await arrived({ parcels: [PARCEL, PARCEL] });
    const [first, second] = [await documentOf(['first', 300, 200], ['first, next page', 310, 210]), await documentOf(['second', 320, 220])];
    fake.answer = () => theirLabel(first);
    const theirs = await arrived();
    fake.answer = () => theirLabel(second);
    const more = await arrived();
    const ids = [theirs.id, ours.id, more.id];
    const reply = await shop.admin.post('/api/kargo/labels', { ids, size: '100x150' });
    expect([reply.status, reply.headers.get('kargo-unreadable'), pagesOf(reply)]).to.deep.equal([200, null, 5]);
    const [width, height] = [Math.round(100 / 25.4 * 72), Math.round(150 / 25.4 * 72)];
    expect(sizesIn(reply)).to.deep.equal([[300, 200], [310, 210], [width, height], [width, height], [320, 220]]);
    for (const id of ids) expect((await shop.read(id)).printedAt).to.be.a('string');
  });

  it('names a label of a carrier that cannot be read, and prints the rest with a page in its place', async () => {
    const ours = await arrived();
    const good = await documentOf(['good', 300, 200]);
    fake.answer = () => theirLabel(good);
    const theirs = await arrived();
    const broken: Reply['body'][] = [];
    for (const bad of [Buffer.from('<html>Sunucu hatası</html>'), Buffer.alloc(0), Buffer.from(good.slice(0, 40))]) {
      fake.answer = () => theirLabel(bad);
      broken.push(await arrived());
    }
    const reply = await print({ ids: [broken[0].id, ours.id, broken[1].id, theirs.id, broken[2].id] });
    expect([reply.status, reply.headers.get('kargo-unreadable')]).to.deep.equal([200, broken.map(one => one.id).join(',')]);
    const own = Math.round(100 / 25.4 * 72);
    expect(sizesIn(reply)).to.deep.equal([[own, own], [own, own], [own, own], [300, 200], [own, own]]);
    expect((await shop.read(theirs.id)).printedAt).to.be.a('string');
    for (const one of broken) expect((await shop.read(one.id)).printedAt).to.equal(null);
    const refused = await print({ ids: broken.map(one => one.id) });
    expect([...outcome(refused), refused.body.ids, refused.body.orders]).to.deep.equal([409, 'kargo.labelUnreadable', broken.map(one => one.id), broken.map(one => one.orderNo)]);
    expect(outcome(await shop.admin.get(`/api/kargo/shipments/${broken[0].id}/label`))).to.deep.equal([409, 'kargo.labelUnreadable']);
    expect((await print({ ids: [broken[0].id], format: 'zpl' })).status, 'ours, drawn anew').to.equal(200);
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
