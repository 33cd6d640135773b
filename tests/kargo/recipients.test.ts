import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '@sontechsp/sdk';
import { expect } from 'chai';
import type { Host } from '../../host/boot.js';
import { installed } from '../../host/installed.js';
import * as first from '../../plugins/kargo/migrations/001-first.js';
import kargo from '../../plugins/kargo/plugin.js';
import { client } from '../support/client.js';
import { eachDatabase, freshPlace } from '../support/databases.js';
import { PASSWORD, bootAt, setupBody } from '../support/host.js';
import { PARCEL, fakeCarrier, openCargoShop, type CargoShop, type FakeCarrier } from './rig.js';

const WHO = { name: 'Kanarya Özgürcan Şahbazoğulları', phone: '0533 987 65 43', line: 'Gizlibahçe Sok. No:77', district: 'Çankaya', city: 'Ankara', email: 'kanarya@example.com', postalCode: '06420' };
/** As it would be read by somebody who looks. */
const traces = ['Kanarya', 'kanarya', 'Şahbazoğulları', 'sahbazogullari', '5339876543', '+905339876543', 'Gizlibahçe', 'Gizlibah'];

async function everyRow({ database }: Host): Promise<string> {
  const tables = await database.query<{ name: string }>(database.dialect === 'sqlite'
    ? "SELECT name FROM sqlite_master WHERE type = 'table'" : "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'");
  return (await Promise.all(tables.map(async ({ name }) => `${name}: ${JSON.stringify(await database.query(`SELECT * FROM ${name}`))}`))).join('\n');
}
const filesUnder = (folder: string): string => readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile()).map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8')).join('\n');
function expectNoTrace(text: string, where: string): void {
  for (const trace of traces) expect(text.includes(trace), `${trace} in ${where}: ${text.slice(Math.max(0, text.indexOf(trace) - 200), text.indexOf(trace) + 60)}`).to.equal(false);
}

eachDatabase('Who receives a shipment', kind => {
  const lines: string[] = [];
  const level = process.env['LOG_LEVEL'];
  let shop: CargoShop;
  let fake: FakeCarrier;
  before(async () => {
    process.env['LOG_LEVEL'] = 'trace';
    fake = fakeCarrier();
    shop = await openCargoShop(kind, [fake], { key: 'imza-1' }, { logTo: { write: line => void lines.push(line) } });
  });
  after(async () => {
    await shop.stop();
    if (level === undefined) delete process.env['LOG_LEVEL'];
    else process.env['LOG_LEVEL'] = level;
  });
  const found = async (q: string): Promise<string[]> => (await shop.admin.get(`/api/kargo/shipments?q=${encodeURIComponent(q)}`)).body.items.map((s: { id: string }) => s.id);

  it('stands in no table, file or log, not even when the carrier quotes it; people and the carrier read it', async () => {
    const made = await shop.admin.post('/api/kargo/shipments', { connectionId: shop.connectionId, recipient: WHO, parcels: [PARCEL] }, { 'idempotency-key': 'bir-kez-1' });
    expect(made.status, made.text).to.equal(201);
    const again = await shop.admin.post('/api/kargo/shipments', { connectionId: shop.connectionId, recipient: WHO, parcels: [PARCEL] }, { 'idempotency-key': 'bir-kez-1' });
    expect(again.body).to.deep.equal(made.body);
    const card = await shop.reach(made.body.id, 'pending');
    expect(card.recipient).to.deep.equal({ ...WHO, phone: '+905339876543', country: 'TR' });
    expect(fake.known.get(card.reference)!.request.recipient).to.deep.equal(card.recipient);
    expect((await shop.admin.get('/api/kargo/shipments')).body.items[0].recipientName).to.equal(WHO.name);
    expect((await shop.admin.get(`/api/kargo/shipments/${card.id}/label?format=zpl`)).text).to.include('Şahbazoğulları').and.to.include('Gizlibahçe');
    const handover = await shop.admin.post('/api/kargo/handovers', { connectionId: shop.connectionId, ids: [card.id] });
    expect((await shop.admin.get(`/api/kargo/handovers/${handover.body.id}/list`)).status).to.equal(200);

    fake.on = () => {
      throw new Failure('validation', `Unknown street ${WHO.line} of ${WHO.name}, phone 5339876543`, { acted: 'no', evidence: JSON.stringify({ receiver: WHO, gsm: '+905339876543' }), remoteCode: 'E7' });
    };
    const refused = await shop.reach((await shop.make({ recipient: WHO })).body.id, 'refused');
    expect(refused.problem).to.deep.include({ kind: 'validation', code: 'E7' });
    fake.on = () => { throw new Error(`Cannot write ${WHO.name} to ${WHO.line}`); };
    const broken = await shop.make({ recipient: WHO });
    for (let tries = 0; tries < 200 && (await shop.read(broken.body.id)).problem === null; tries++) await new Promise(done => setTimeout(done, 20));
    fake.on = () => {};
    const edited = await shop.admin.patch(`/api/kargo/shipments/${refused.id}`, { recipient: { ...WHO, name: 'Kanarya Öteki', line: 'Gizlibahçe Cad. 9' } });
    expect(edited.body.recipient.name).to.equal('Kanarya Öteki');

    expectNoTrace(await everyRow(shop.host), 'the database');
    expectNoTrace(filesUnder(shop.place.dataFolder), 'the files');
    expectNoTrace(lines.join(''), 'the log');
    expect(await shop.doctor()).to.deep.equal([]);
  });

  it('is found by beginnings of the name, the phone however it is written, and its last digits', async () => {
    const { body: { id } } = await shop.make({ recipient: { ...WHO, name: 'Ümit Ürgüplü', phone: '+90 (541) 222 33 44' }, orderNo: 'ARA-17' });
    for (const q of ['ümit', 'UMIT', 'ürg', 'urguplu', 'ürgüplü üm', 'ARA-17', 'ara ümit', '0541 222 33 44', '5412223344', '+905412223344', '0541-222-3344', '3344'])
      expect(await found(q), q).to.deep.equal([id]);
    for (const q of ['mit', 'ümitt', 'Ümit Kanarya', '5412223345', '541222334', '2233', 'ankara', 'Gizlibahçe']) expect(await found(q), q).to.not.include(id);
    const long = await shop.make({ recipient: { ...WHO, name: 'Abcdefghijklmnopqrstuvwxyz' } });
    expect([await found('abcdefghijklmno'), await found('abcdefghijklmnopqrstuvwxyz'), await found('abcdefghijklmnopqrstu')]).to.deep.equal([[long.body.id], [long.body.id], []]);
  });

  it('is sealed in its own row: copied to another, it cannot be read there, and the list goes on', async () => {
    const [{ body: a }, { body: b }] = [await shop.make({ recipient: { ...WHO, name: 'Bir Kişi' } }), await shop.make({ recipient: { ...WHO, name: 'Öteki Kişi' } })];
    await shop.host.database.transaction(tx => tx.run('UPDATE kargo_etiketleri SET recipient = (SELECT s.recipient FROM kargo_etiketleri s WHERE s.id = $1) WHERE id = $2', [a.id, b.id]));
    const { status, body } = await shop.admin.get('/api/kargo/shipments?limit=200');
    const names = new Map(body.items.map((s: { id: string; recipientName: string }) => [s.id, s.recipientName]));
    expect([status, names.get(a.id), names.get(b.id)]).to.deep.equal([200, 'Bir Kişi', '']);
    expect(lines.join('')).to.include(`The recipient of shipment ${b.id} cannot be read`);
  });
});

eachDatabase('Shipments of an earlier version', kind => {
  it('are sealed by the migration, and are found and read as before', async () => {
    const place = await freshPlace(kind);
    const before = installed.map(plugin => (plugin === kargo ? { ...kargo, migrations: [kargo.migrations[0]!] } : plugin));
    const early = await bootAt(place, before, { jobs: false });
    const { body: { firmId, storeId, terminalId, userId } } = await client(early.url).post('/api/setup', setupBody());
    const ids = Array.from({ length: 205 }, () => randomUUID()).sort();
    const at = '2026-01-01T00:00:00.000Z';
    const sender = { name: 'Deneme', phone: '1', line: 'Çarşı Cad. 1', district: 'Kadıköy', city: 'İstanbul', country: 'TR' };
    await early.host.database.transaction(tx => tx.insert(first.shipments, ids.map((id, n) => ({
      id, firm_id: firmId, store_id: storeId, connection_id: id, adapter_id: 'yok', reference: `R${n}`, order_no: `WEB-${n}`, source_type: 'manual' as const, source_id: null, sender,
      recipient: { ...WHO, phone: '+905339876543', country: 'TR' }, recipient_name: WHO.name, recipient_city: 'Ankara', search_key: `web-${n} r${n} kanarya ozgurcan sahbazogullari tn${n}`, parcels: [PARCEL],
      parcel_count: 1, desi: 200, payer: 'sender' as const, cod_amount: null, cod_by: null, description: '', state: 'delivered' as const, state_at: at, late_at: null, tracking_number: `TN${n}`,
      tracking_url: null, barcodes: null, label_format: null, label_data: null, problem: null, sent_at: at, registered_at: at, cancel_wanted_at: null, cancelled_at: null, handover_id: null,
      handed_over_at: null, printed_at: null, tracked_at: null, track_at: null, created_at: at, created_by: userId,
    }))));
    await early.host.stop();
    const { host, url } = await bootAt(place, installed, { jobs: false });
    try {
      expectNoTrace(await everyRow(host), 'the database');
      const admin = await client(url).signIn('admin', PASSWORD, { storeId, terminalId });
      const found = async (q: string): Promise<string[]> => (await admin.get(`/api/kargo/shipments?limit=200&q=${encodeURIComponent(q)}`)).body.items.map((s: { id: string }) => s.id);
      for (const q of ['şahbaz', '0533 987 65 43', '6543', 'web']) expect(await found(q), q).to.have.length(200);
      expect([await found('WEB-204'), await found('tn203 kanarya')]).to.deep.equal([[ids[204]], [ids[203]]]);
      expect((await admin.get(`/api/kargo/shipments/${ids[7]}`)).body.recipient).to.deep.equal({ ...WHO, phone: '+905339876543', country: 'TR' });
    } finally {
      await host.stop();
    }
    expectNoTrace(filesUnder(place.dataFolder), 'the files, not even in pages given up');
  });
});
