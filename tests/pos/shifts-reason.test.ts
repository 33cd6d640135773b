import { expect } from 'chai';
import { openShop, type Shop } from '../support/host.js';
import type { Client, Reply } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';

const outcome = (reply: Reply) => [reply.status, reply.body?.code];

eachDatabase('The reason of a difference', kind => {
  let shop: Shop;
  let admin: Client, ali: Client, veli: Client, manager: Client;
  const settings = (values: object) => admin.put(`/api/plugins/pos/settings?storeId=${shop.storeId}`, values);
  before(async () => {
    shop = await openShop(kind);
    ({ admin } = shop);
    [ali, veli, manager] = [await shop.as('cashier'), await shop.as('cashier'), await shop.as('manager')];
  });
  after(async () => {
    const violations = await shop.doctor();
    await shop.stop();
    expect(violations).to.deep.equal([]);
  });
  async function closed(body: object, who = ali): Promise<{ id: string; difference: number; reasonMissing: boolean; terminalId: string }> {
    const shift = await who.post('/api/pos/shifts', { openingCash: 10_000 });
    const reply = await who.post(`/api/pos/shifts/${shift.body.id}/close`, body);
    expect(reply.status, reply.text).to.equal(200);
    return reply.body;
  }
  const give = (id: string, reason: unknown, who = ali, headers: Record<string, string> = {}) => who.post(`/api/pos/shifts/${id}/reason`, { reason }, headers);
  const kept = async (id: string) => (await shop.host.database.query<{ z_report: unknown; reason: string | null; late_reason: string | null }>('SELECT z_report, reason, late_reason FROM kasa_vardiyalari WHERE id = $1', [id]))[0]!;

  it('is given after a blind close by who closed, once, and the Z report stays as it was frozen', async () => {
    await settings({ blindCount: true });
    const shift = await closed({ countedCash: 9000 });
    await settings({});
    expect(shift).to.include({ difference: -1000, reasonMissing: true });
    const before = JSON.stringify((await kept(shift.id)).z_report);

    const given = await give(shift.id, 'Bankaya giden girilmemiş');
    expect([given.status, given.body.reason, given.body.reasonMissing, given.body.reasonAddedByName]).to.deep.equal([200, 'Bankaya giden girilmemiş', false, 'cashier 1']);
    expect(given.body).to.include({ expectedCash: 10_000, countedCash: 9000, difference: -1000, zNo: 1 });
    expect(outcome(await give(shift.id, 'Başka bir neden'))).to.deep.equal([409, 'pos.reasonGiven']);
    expect(outcome(await give(shift.id, 'Başka bir neden', admin))).to.deep.equal([409, 'pos.reasonGiven']);

    expect([JSON.stringify((await kept(shift.id)).z_report), (await kept(shift.id)).reason]).to.deep.equal([before, null]);
    const z = (await ali.get(`/api/pos/shifts/${shift.id}/report?type=z`)).body;
    const { added, ...count } = z.count;
    expect(count).to.deep.equal({ expected: 10_000, counted: 9000, difference: -1000, reason: null, reasonMissing: true, denominations: null });
    expect(added).to.deep.include({ reason: 'Bankaya giden girilmemiş', byName: 'cashier 1', at: given.body.reasonAddedAt });
    const text = (await ali.get(`/api/pos/shifts/${shift.id}/report?type=z&format=text&columns=32`)).text;
    expect(text).to.match(/açıklanmadı[^]*Sonradan yazıldı[^]*Bankaya giden girilmemiş/);
    for (const line of text.split('\n')) expect([...line].length).to.be.at.most(32);

    const [row] = (await admin.get('/api/audit?action=pos.shift.reason')).body.items;
    expect(row.details).to.deep.equal({ zNo: 1, difference: -1000, reason: 'Bankaya giden girilmemiş' });
  });

  it('is answered again to who asks with the same key, and given by one of two at once', async () => {
    const shift = await closed({ countedCash: 10_500 });
    const key = { 'idempotency-key': 'neden-1' };
    const first = await give(shift.id, 'Üstü kalmış', ali, key);
    expect((await give(shift.id, 'Üstü kalmış', ali, key)).body).to.deep.equal(first.body);

    const another = await closed({ countedCash: 10_500 });
    const replies = await Promise.all(['a', 'b', 'c', 'd'].map(reason => give(another.id, reason, manager)));
    expect(replies.map(reply => reply.status).sort()).to.deep.equal([200, 409, 409, 409]);
    expect((await kept(another.id)).late_reason).to.equal(replies.find(reply => reply.status === 200)!.body.reason);
  });

  it('is taken from a manager, from nobody else, and not from another store', async () => {
    const shift = await closed({ countedCash: 9999 });
    expect(outcome(await give(shift.id, 'x', veli))).to.deep.equal([403, 'auth.forbidden']);
    const other = await shop.anotherStore();
    expect(outcome(await give(shift.id, 'x', await shop.as('manager', other)))).to.deep.equal([404, 'pos.notFound']);
    expect(outcome(await give('01900000-0000-7000-8000-000000000001', 'x'))).to.deep.equal([404, 'pos.notFound']);
    expect((await kept(shift.id)).late_reason).to.equal(null);
    expect((await give(shift.id, 'Müdür saydı', manager)).body).to.include({ reason: 'Müdür saydı', reasonAddedByName: 'manager 3' });
  });

  it('is not asked where there is none: an open shift, an exact count, one closed without a count, one explained at the close', async () => {
    const open = (await ali.post('/api/pos/shifts', { openingCash: 0 })).body;
    expect(outcome(await give(open.id, 'x'))).to.deep.equal([409, 'pos.noDifference']);
    await admin.post(`/api/pos/shifts/${open.id}/force-close`, { reason: 'Eve gitti' });
    expect(outcome(await give(open.id, 'x'))).to.deep.equal([409, 'pos.noDifference']);
    expect(outcome(await give((await closed({ countedCash: 10_000 })).id, 'x'))).to.deep.equal([409, 'pos.noDifference']);
    expect(outcome(await give((await closed({ countedCash: 1, reason: 'Çalındı' })).id, 'x'))).to.deep.equal([409, 'pos.reasonGiven']);
    const shift = await closed({ countedCash: 1 });
    for (const bad of ['', '   ', undefined, 7, 'x'.repeat(501)]) expect(outcome(await give(shift.id, bad))).to.deep.equal([400, 'request.invalid']);
    expect((await kept(shift.id)).late_reason).to.equal(null);
  });

  it('stays beside the figures: the list of shifts says it is no longer missing', async () => {
    const shift = await closed({ countedCash: 12_345 });
    await give(shift.id, 'Bozuk para girilmemiş');
    const [item] = (await ali.get('/api/pos/shifts?state=closed&limit=1')).body.items;
    expect(item).to.include({ id: shift.id, difference: 2345, reason: 'Bozuk para girilmemiş', reasonMissing: false });
  });
});
