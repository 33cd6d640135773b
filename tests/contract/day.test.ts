import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { client, type Client, type Reply } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { cashSale, makeGood, onHand } from '../support/goods.js';
import { openShop, PASSWORD, type Shop } from '../support/host.js';

const told = (reply: Reply) => [reply.status, reply.body?.code];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const cash = (amount: number) => ({ method: 'cash', amount });
const card = (amount: number) => ({ method: 'card', amount });

/** Every page of a list, by its cursor. */
async function walk(who: Client, path: string, limit: number): Promise<{ id: string; name: string }[]> {
  const found: { id: string; name: string }[] = [];
  let cursor: string | null = null;
  do {
    const { status, body, text }: Reply = await who.get(`${path}${path.includes('?') ? '&' : '?'}limit=${limit}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
    expect(status, text).to.equal(200);
    expect(body).to.have.all.keys('items', 'nextCursor');
    expect(body.items.length).to.be.at.most(limit);
    found.push(...body.items);
    cursor = body.nextCursor;
  } while (cursor);
  return found;
}

eachDatabase('A day at the till', kind => {
  let shop: Shop;
  let admin: Client;
  let cashier: Client;
  let manager: Client;
  let there: Client;
  let wanderer: Client;
  before(async () => {
    shop = await openShop(kind);
    ({ admin } = shop);
    [cashier, manager] = [await shop.as('cashier'), await shop.as('manager')];
    wanderer = await client(shop.url).signIn('admin', PASSWORD);
    there = await adminAt(await shop.anotherStore());
  });
  after(() => shop.stop());

  const good = (extra: Parameters<typeof makeGood>[1] = {}) => makeGood(admin, { warehouseId: shop.warehouseId, onHand: 100, ...extra });
  const saleOf = async (body: unknown, who = admin) => {
    const sold = await who.post('/api/pos/sales', body);
    expect(sold.status, sold.text).to.equal(201);
    return sold.body;
  };
  const refund = (saleId: string, body: object, who = manager, headers = {}) => who.post(`/api/pos/sales/${saleId}/refunds`, { reason: 'İade', ...body }, headers);
  const stateOf = async (saleId: string) => (await admin.get(`/api/pos/sales/${saleId}`)).body.state;
  const select = (sql: string, values: string[] = []) => shop.host.database.query<Record<string, string | number | null>>(sql, values);
  /** The administrator at another place, without another password check. */
  const adminAt = async (at: { storeId: string; terminalId: string }) => client(shop.url, (await wanderer.post('/api/auth/context', { storeId: at.storeId, terminalId: at.terminalId })).body.accessToken);
  /** A till of its own, so that one test's shift is not another's. */
  async function till(user: 'admin' | 'cashier' = 'admin') {
    const { body } = await admin.post('/api/terminals', { storeId: shop.storeId, name: 'Kasa' });
    const at = { storeId: shop.storeId, terminalId: body.id };
    return { ...at, who: user === 'admin' ? await adminAt(at) : await shop.as('cashier', at) };
  }
  function problem(reply: Reply, status: number, code: string, members: object = {}, title = '') {
    expect(told(reply), `${title} ${reply.text}`).to.eql([status, code]);
    expect(reply.headers.get('content-type')).to.match(/^application\/problem\+json/);
    expect(reply.body).to.include.keys('type', 'title', 'status', 'detail', 'code', 'instance');
    expect(reply.body).to.deep.include(members);
    expect(reply.text).not.to.match(/SELECT |INSERT |node_modules|\.ts:|at Object/);
    for (const sentence of [reply.body.title, reply.body.detail]) expect(sentence).to.be.a('string').and.not.match(/^$|^[a-z]+[.:]|\{\{?/);
  }
  /** The order of the checks, on a route that does not know its id and a body that is nonsense. */
  async function doors(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, closedFor?: Client) {
    const knock = (who: Client) => method === 'GET' || method === 'DELETE' ? who.send(method, path, undefined, {}) : who.send(method, path, '{"nonsense":1}', { 'content-type': 'application/json' });
    problem(await knock(client(shop.url)), 401, 'auth.required', {}, path);
    problem(await knock(wanderer), 409, 'auth.context', {}, path);
    if (closedFor) problem(await knock(closedFor), 403, 'auth.forbidden', {}, path);
    if (method === 'POST' || method === 'PUT') problem(await knock(admin), 400, 'request.invalid', {}, path);
  }
  const listHabits = async (path: string) => {
    for (const query of ['limit=201', 'limit=0', 'limit=-1', 'limit=1.5', 'limit=x', 'cursor=bogus', 'cursor=%00', 'sort=hash', 'surprise=1'])
      expect(told(await admin.get(`${path}?${query}`)), `${path}?${query}`).to.eql([400, 'request.invalid']);
    expect((await admin.get(`${path}?limit=200`)).status).to.equal(200);
  };
  /** A creating call: a key or an id has one effect, another body is 409, a refused one leaves the key free. */
  async function oncePerKey(who: Client, path: string, body: Record<string, unknown>, bad: Record<string, unknown>, other: Record<string, unknown>, between: () => Promise<void> = async () => {}) {
    for (const by of ['header', 'id'] as const) {
      const key = randomUUID();
      const asked = by === 'id' ? { id: key, ...body } : body;
      const headers: Record<string, string> = by === 'header' ? { 'idempotency-key': key } : {};
      expect((await who.post(path, { ...asked, ...bad }, headers)).status, `${path} ${by} refused`).to.be.within(400, 422);
      const replies = await Promise.all([1, 2, 3].map(() => who.post(path, asked, headers)));
      expect(replies.map(r => r.status), `${path} ${by} ${replies.map(r => r.text).join()}`).to.eql([201, 201, 201]);
      expect(new Set(replies.map(r => r.text)).size, `${path} ${by}`).to.equal(1);
      if (by === 'id') expect(replies[0]!.body.id).to.equal(key);
      expect(told(await who.post(path, { ...asked, ...other }, headers)), `${path} ${by}`).to.eql([409, 'request.reused']);
      await between();
    }
  }

  describe('gives money back', () => {
    afterEach(async () => expect(await shop.doctor()).to.deep.equal([]));

    it('in the terminal’s sequence, cumulatively, until the sale is refunded', async () => {
      const [milk, cheese] = [await good({ price: 2500, vatRate: 10 }), await good({ price: 28900, vatRate: 1, unit: 'kg' })];
      const sale = await saleOf({
        lines: [{ barcode: milk.barcode, quantity: 2, discount: { percent: 10 } }, { productId: cheese.id, quantity: 0.25 }],
        discount: { amount: 100 }, payments: [cash(12000), { ...card(1625), reference: 'slip 17' }],
      });
      const [milkLine, cheeseLine] = sale.lines.map((l: { id: string }) => l.id);
      const first = await refund(sale.id, { lines: [{ lineId: milkLine, quantity: 1 }, { lineId: cheeseLine, quantity: 0.1 }], payments: [cash(5096)] });
      expect(first.status, first.text).to.equal(201);
      expect(first.body).to.include.all.keys('id', 'saleId', 'receiptNo', 'sequence', 'lines', 'total', 'payments');
      expect(first.body).to.include({ saleId: sale.id, sequence: sale.sequence + 1, receiptNo: `M1-K1-${String(sale.sequence + 1).padStart(6, '0')}`, total: 5096 });
      expect(first.body.id).to.match(UUID);
      expect(first.body.lines).to.have.length(2);
      expect(first.body.lines[0]).to.include({ lineId: milkLine, productId: milk.id, quantity: 1, total: 2231, vatAmount: 203 });
      expect(first.body.lines[1]).to.include({ lineId: cheeseLine, productId: cheese.id, quantity: 0.1, total: 2865, vatAmount: 28 });
      expect(first.body.payments).to.have.length(1);
      expect(first.body.payments[0]).to.include(cash(5096));
      expect(await stateOf(sale.id)).to.equal('partlyRefunded');
      expect((await walk(admin, '/api/pos/sales?state=partlyRefunded', 200)).map(s => s.id)).to.include(sale.id);

      const rest = { lines: [{ lineId: milkLine, quantity: 1 }, { lineId: cheeseLine, quantity: 0.15 }] };
      problem(await refund(sale.id, { ...rest, payments: [cash(6528)] }), 422, 'pos.refundAmount', { due: 6529 });
      problem(await refund(sale.id, { ...rest, payments: [cash(6530)] }), 422, 'pos.refundAmount', { due: 6529 });
      problem(await refund(sale.id, { ...rest, payments: [] }), 422, 'pos.refundAmount', { due: 6529 });
      problem(await refund(sale.id, { ...rest, payments: [cash(4905), card(1624)] }), 409, 'pos.refundTender');
      problem(await refund(sale.id, { ...rest, payments: [cash(4903), card(1626)] }), 409, 'pos.refundTender');
      const second = await refund(sale.id, { ...rest, payments: [cash(4904), card(1625)] });
      expect(second.status, second.text).to.equal(201);
      expect(second.body).to.include({ total: 6529, sequence: sale.sequence + 2 });
      expect(second.body.lines.map((l: { total: number; vatAmount: number }) => [l.total, l.vatAmount])).to.eql([[2231, 203], [4298, 43]]);
      expect(await stateOf(sale.id)).to.equal('refunded');
      problem(await refund(sale.id, { lines: [{ lineId: milkLine, quantity: 0.001 }], payments: [cash(1)] }), 409, 'pos.refundExceeds');
      expect([await onHand(admin, milk), await onHand(admin, cheese)]).to.eql([100, 100]);
      const kept = (await admin.get(`/api/pos/sales/${sale.id}`)).body;
      expect(kept).to.deep.include({ payments: sale.payments, total: 11625, paid: 13625, change: 2000, receiptNo: sale.receiptNo });
      for (const [at, line] of kept.lines.entries()) expect(line).to.include(sale.lines[at]);

      const rows = await select('SELECT id, store_id, terminal_id, sequence, receipt_no, kind, refund_of, total, previous_hash, hash FROM pos_satislar WHERE id = $1 OR refund_of = $1 ORDER BY sequence', [sale.id]);
      expect(rows.map(r => [r['id'], Number(r['sequence']), r['receipt_no'], r['refund_of']])).to.eql([
        [sale.id, sale.sequence, sale.receiptNo, null], [first.body.id, sale.sequence + 1, first.body.receiptNo, sale.id], [second.body.id, sale.sequence + 2, second.body.receiptNo, sale.id]]);
      expect(rows[0]!['kind']).not.to.equal(rows[1]!['kind']);
      expect(rows[2]!['kind']).to.equal(rows[1]!['kind']);
      expect([rows[1]!['previous_hash'], rows[2]!['previous_hash']]).to.eql([rows[0]!['hash'], rows[1]!['hash']]);
      for (const reply of [first, second]) {
        const [lines] = await select('SELECT SUM(total) AS total, SUM(vat_amount) AS vat, SUM(quantity) AS quantity FROM pos_satis_satirlari WHERE sale_id = $1', [reply.body.id]);
        const [paid] = await select('SELECT SUM(amount) AS amount FROM odeme_kayitlari WHERE sale_id = $1', [reply.body.id]);
        const total = Number(rows.find(r => r['id'] === reply.body.id)!['total']);
        expect([Math.abs(total), Number(lines!['total']), Number(paid!['amount'])]).to.eql([reply.body.total, total, total]);
        const moved = await select('SELECT product_id, quantity FROM stok_hareketleri WHERE ref_id = $1 ORDER BY quantity', [reply.body.id]);
        expect(moved.map(m => Number(m['quantity']))).to.eql(reply.body.lines.map((l: { quantity: number }) => l.quantity * 1000).sort((a: number, b: number) => a - b));
      }
    });

    it('a kuruş neither lost nor won over parts that do not divide', async () => {
      const some = await good({ price: 1000 });
      const sale = await saleOf({ lines: [{ productId: some.id, quantity: 3, discount: { amount: 2000 } }], payments: [cash(1000)] });
      const parts: number[][] = [];
      for (const amount of [333, 334, 333]) {
        const { status, body, text } = await refund(sale.id, { lines: [{ lineId: sale.lines[0].id, quantity: 1 }], payments: [cash(amount)] });
        expect(status, text).to.equal(201);
        parts.push([body.total, body.lines[0].vatAmount]);
      }
      expect(parts).to.eql([[333, 30], [334, 31], [333, 30]]);
    });

    it('never above what was sold, also in one body, over several and from two tills at once', async () => {
      const some = await good({ price: 1000 });
      const sale = await saleOf(cashSale([{ good: some, quantity: 3 }]));
      const lineId = sale.lines[0].id;
      problem(await refund(sale.id, { lines: [{ lineId, quantity: 3.001 }], payments: [cash(3001)] }), 409, 'pos.refundExceeds');
      problem(await refund(sale.id, { lines: [{ lineId, quantity: 4 }], payments: [{ method: 'gold', amount: 1 }] }), 409, 'pos.refundExceeds', {}, 'lines before money');
      problem(await refund(sale.id, { lines: [{ lineId, quantity: 2 }, { lineId, quantity: 2 }], payments: [cash(4000)] }), 409, 'pos.refundExceeds');
      const [second, third] = [await till(), await till()];
      const raced = await Promise.all([manager, second.who, third.who].map(who => refund(sale.id, { lines: [{ lineId, quantity: 2 }], payments: [cash(2000)] }, who)));
      expect(raced.map(r => r.status).sort(), raced.map(r => r.text).join()).to.eql([201, 409, 409]);
      for (const lost of raced.filter(r => r.status === 409)) problem(lost, 409, 'pos.refundExceeds');
      const rest = await refund(sale.id, { lines: [{ lineId, quantity: 1 }], payments: [cash(1000)] }, second.who);
      expect(rest.status, rest.text).to.equal(201);
      expect(rest.body.receiptNo).to.match(/^M1-K\d+-\d{6}$/).and.not.match(/^M1-K1-/);
      expect(await onHand(admin, some)).to.equal(100);
    });

    it('in the tender it was paid with, unless pos.refund.tender was granted', async () => {
      const some = await good({ price: 1000 });
      const sale = await saleOf({ lines: [{ productId: some.id, quantity: 2 }], payments: [cash(5000)] });
      const lines = [{ lineId: sale.lines[0].id, quantity: 1 }];
      problem(await refund(sale.id, { lines, payments: [card(1000)] }), 409, 'pos.refundTender');
      problem(await refund(sale.id, { lines, payments: [card(1000)] }, admin), 409, 'pos.refundTender', {}, 'nobody holds it, not even the admin');
      problem(await refund(sale.id, { lines, payments: [cash(5000)] }), 422, 'pos.refundAmount', { due: 1000 });
      const paidByCard = await saleOf({ lines: [{ productId: some.id, quantity: 1 }], payments: [card(1000)] });
      problem(await refund(paidByCard.id, { lines: [{ lineId: paidByCard.lines[0].id, quantity: 1 }], payments: [cash(1000)] }), 409, 'pos.refundTender');
      const role = await admin.post('/api/roles', { name: 'Serbest iade', permissions: [{ id: 'pos.sell' }, { id: 'pos.refund' }, { id: 'pos.refund.tender' }] });
      expect(role.status, role.text).to.equal(201);
      const username = `serbest${kind}`;
      const user = await admin.post('/api/users', { username, password: PASSWORD, fullName: 'Serbest', roles: [role.body.name], storeIds: [shop.storeId] });
      const free = user.status === 201 ? user : await admin.post('/api/users', { username, password: PASSWORD, fullName: 'Serbest', roles: [role.body.code ?? role.body.id], storeIds: [shop.storeId] });
      expect(free.status, free.text).to.equal(201);
      const freely = await client(shop.url).signIn(username, PASSWORD, shop);
      const paid = await refund(sale.id, { lines, payments: [card(1000)] }, freely);
      expect(paid.status, paid.text).to.equal(201);
    });

    it('and takes the goods back unless told not to', async () => {
      const some = await good({ price: 1000, onHand: 10 });
      const sale = await saleOf(cashSale([{ good: some, quantity: 3 }]));
      const lines = [{ lineId: sale.lines[0].id, quantity: 1 }];
      expect((await refund(sale.id, { lines, payments: [cash(1000)], restock: false })).status).to.equal(201);
      expect(await onHand(admin, some)).to.equal(7);
      expect((await refund(sale.id, { lines, payments: [cash(1000)], restock: true })).status).to.equal(201);
      expect((await refund(sale.id, { lines, payments: [cash(1000)] })).status).to.equal(201);
      expect(await onHand(admin, some)).to.equal(9);
      const gift = await saleOf({ lines: [{ productId: some.id, quantity: 1, discount: { percent: 100 } }], payments: [] });
      const back = await refund(gift.id, { lines: [{ lineId: gift.lines[0].id, quantity: 1 }], payments: [] });
      expect([back.status, back.body.total, await stateOf(gift.id)], back.text).to.eql([201, 0, 'refunded']);
    });

    it('to who may, and nothing that is malformed or elsewhere', async () => {
      const some = await good({ price: 1000 });
      const sale = await saleOf(cashSale([{ good: some, quantity: 2 }]));
      const line = { lineId: sale.lines[0].id, quantity: 1 };
      await doors('POST', `/api/pos/sales/${randomUUID()}/refunds`, cashier);
      problem(await refund(sale.id, { lines: [line], payments: [cash(1000)] }, cashier), 403, 'auth.forbidden');
      problem(await refund(randomUUID(), { lines: [line], payments: [cash(1000)] }), 404, 'pos.notFound');
      problem(await refund(sale.id, { lines: [line], payments: [cash(1000)] }, there), 404, 'pos.notFound', {}, 'from another store');
      problem(await refund(sale.id, { lines: [{ ...line, lineId: randomUUID() }], payments: [cash(1000)] }), 404, 'pos.notFound', {}, 'a line of no sale');
      const strange = await saleOf(cashSale([{ good: some, quantity: 2 }]));
      problem(await refund(sale.id, { lines: [{ ...line, lineId: strange.lines[0].id }], payments: [cash(1000)] }), 404, 'pos.notFound', {}, 'a line of another sale');
      expect((await refund('1', { lines: [line], payments: [cash(1000)] })).status).to.be.oneOf([400, 404]);
      problem(await refund(sale.id, { lines: [line], payments: [{ method: 'gold', amount: 1000 }] }), 422, 'pos.methodUnknown');
      expect((await refund(sale.id, { lines: [], payments: [] })).status).to.be.oneOf([400, 422]);
      const bad: [string, object][] = [
        ...[0, -1, 0.0005, 1e308, '1', null].map(quantity => [`quantity ${quantity}`, { lines: [{ ...line, quantity }], payments: [cash(1000)] }] as [string, object]),
        ...[-1, 0.5, '1000', null, 9007199254740993].map(amount => [`amount ${amount}`, { lines: [line], payments: [{ method: 'cash', amount }] }] as [string, object]),
        ['no id', { lines: [{ ...line, lineId: 'x' }], payments: [cash(1000)] }], ['no lines', { payments: [cash(1000)] }], ['no payments', { lines: [line] }],
        ['a field', { lines: [line], payments: [cash(1000)], total: 1000 }], ['a field of a line', { lines: [{ ...line, total: 1 }], payments: [cash(1000)] }],
        ['id', { id: 'abc', lines: [line], payments: [cash(1000)] }], ['restock', { lines: [line], payments: [cash(1000)], restock: 'no' }],
        ['reason', { lines: [line], payments: [cash(1000)], reason: 5 }], ['long reason', { lines: [line], payments: [cash(1000)], reason: 'x'.repeat(5000) }],
      ];
      for (const [title, body] of bad) problem(await refund(sale.id, body), 400, 'request.invalid', {}, title);
      problem(await manager.post(`/api/pos/sales/${sale.id}/refunds`, { lines: [line], payments: [cash(1000)] }), 400, 'request.invalid', {}, 'without a reason');
      expect(await stateOf(sale.id)).to.equal('completed');
      const done = await refund(sale.id, { lines: [line], payments: [cash(1000)] });
      expect((await refund(done.body.id, { lines: [{ lineId: done.body.lines[0].id ?? line.lineId, quantity: 1 }], payments: [cash(1000)] })).status, 'a refund of a refund').to.be.oneOf([404, 409, 422]);
    });

    it('once per key', async () => {
      const some = await good({ price: 1000 });
      const sale = await saleOf(cashSale([{ good: some, quantity: 4 }]));
      const body = { lines: [{ lineId: sale.lines[0].id, quantity: 1 }], payments: [cash(1000)], reason: 'İade' };
      await oncePerKey(manager, `/api/pos/sales/${sale.id}/refunds`, body, { payments: [cash(999)] }, { reason: 'Başka' });
      expect(await onHand(admin, some)).to.equal(98);
      const second = await saleOf(cashSale([{ good: some, quantity: 1 }]));
      const key = { 'idempotency-key': randomUUID() };
      expect((await refund(sale.id, body, manager, key)).status).to.equal(201);
      const elsewhere = await refund(second.id, { ...body, lines: [{ lineId: second.lines[0].id, quantity: 1 }] }, manager, key);
      problem(elsewhere, 409, 'request.reused', {}, 'the key of another sale’s refund');
      for (const id of [sale.id, second.id]) problem(await refund(second.id, { ...body, id, lines: [{ lineId: second.lines[0].id, quantity: 1 }] }), 409, 'request.reused', {}, 'the id of a sale');
      expect(await stateOf(second.id)).to.equal('completed');
    });

    it('of what was sold, whatever became of the card since', async () => {
      const some = await good({ price: 1000, onHand: 10 });
      const sale = await saleOf(cashSale([{ good: some, quantity: 2 }]));
      expect((await admin.patch(`/api/katalog/products/${some.id}`, { price: 5000, vatRate: 20, name: 'Başka' })).status).to.equal(200);
      const body = { lines: [{ lineId: sale.lines[0].id, quantity: 1 }], payments: [cash(1000)] };
      const dearer = await refund(sale.id, body);
      expect(dearer.status, dearer.text).to.equal(201);
      expect(dearer.body.lines[0]).to.include({ total: 1000, vatAmount: 91, name: sale.lines[0].name });
      expect((await admin.delete(`/api/katalog/products/${some.id}`)).status).to.equal(204);
      const gone = await refund(sale.id, body);
      expect([gone.status, await stateOf(sale.id)], gone.text).to.eql([201, 'refunded']);
    });
  });

  describe('prints a receipt', () => {
    it('for the printer as bytes', async () => {
      const some = await good({ price: 1234, name: 'PİJAMALI HASTA \u001b@\u001bp ŞOFÖRE' });
      const sale = await saleOf(cashSale([{ good: some, quantity: 1 }]));
      const reply = await fetch(`${shop.url}/api/pos/sales/${sale.id}/receipt?format=escpos`, { headers: { authorization: `Bearer ${cashier.token}` } });
      expect([reply.status, reply.headers.get('content-type')]).to.eql([200, 'application/octet-stream']);
      const bytes = Buffer.from(await reply.arrayBuffer());
      expect([...bytes.subarray(0, 2)]).to.eql([0x1b, 0x40]);
      expect(bytes.indexOf(Buffer.from([0x1b, 0x40]), 2), 'a name cannot reset the printer').to.equal(-1);
      expect(bytes.includes(sale.receiptNo)).to.equal(true);
      expect(bytes.includes('12,34')).to.equal(true);
      problem(await there.get(`/api/pos/sales/${sale.id}/receipt?format=escpos`), 404, 'pos.notFound');
      problem(await admin.get(`/api/pos/sales/${sale.id}/receipt?format=zpl`), 400, 'request.invalid');
      problem(await admin.get(`/api/pos/sales/${randomUUID()}/receipt?format=escpos`), 404, 'pos.notFound');
    });
  });

  describe('parks a basket', () => {
    const park = (body: object, who = cashier, headers = {}) => who.post('/api/pos/parked', { name: 'Mavi şapkalı', ...body }, headers);
    const recall = (id: string, who = cashier, headers = {}) => who.delete(`/api/pos/parked/${id}`, headers);

    it('and gives it back once, whole, so that it can be sold', async () => {
      const [milk, cheese] = [await good({ price: 2500 }), await good({ price: 28900, vatRate: 1, unit: 'kg' })];
      const lines = [{ barcode: milk.barcode, quantity: 2, discount: { percent: 10 } }, { productId: cheese.id, quantity: 0.25 }];
      const { status, body, text } = await park({ lines, customerId: null, discount: { amount: 100 } });
      expect(status, text).to.equal(201);
      expect(body).to.have.all.keys('id', 'name', 'lines', 'customerId', 'discount', 'parkedAt', 'cashierId', 'total');
      expect(body).to.deep.include({ name: 'Mavi şapkalı', customerId: null, discount: { amount: 100 }, total: 11625 });
      expect([body.id, body.cashierId]).to.satisfy((ids: string[]) => ids.every(id => UUID.test(id)));
      expect(body.parkedAt).to.match(INSTANT);
      expect(body.lines.map((l: { quantity: number }) => l.quantity)).to.eql([2, 0.25]);
      expect((await cashier.get('/api/pos/parked')).body.items.find((p: { id: string }) => p.id === body.id)).to.deep.include(body);
      expect([await onHand(admin, milk), await onHand(admin, cheese)], 'nothing is sold yet').to.eql([100, 100]);
      const key = { 'idempotency-key': randomUUID() };
      const back = await recall(body.id, cashier, key);
      expect(back.status, back.text).to.equal(200);
      expect(back.body).to.deep.include({ id: body.id, name: body.name, lines: body.lines, customerId: null, discount: { amount: 100 } });
      const again = await recall(body.id, cashier, key);
      expect([again.status, again.body]).to.eql([200, back.body]);
      problem(await recall(body.id), 404, 'pos.notFound');
      const next = (await park({ lines })).body.id;
      problem(await recall(next, cashier, key), 409, 'request.reused', {}, 'the key of another basket');
      expect((await recall(next)).status).to.equal(200);
      expect((await walk(cashier, '/api/pos/parked', 200)).map(p => p.id)).not.to.include(body.id);
      const sold = await cashier.post('/api/pos/sales', { lines: back.body.lines, customerId: back.body.customerId, discount: back.body.discount, payments: [cash(11625)] });
      expect([sold.status, sold.body?.total], sold.text).to.eql([201, 11625]);
      const rows = await select('SELECT * FROM bekleyen_satislar WHERE id = $1', [body.id]);
      expect([rows.length, rows[0]!['state']]).to.eql([1, 'recalled']);
    });

    it('without a discount or a customer, and sells it so', async () => {
      const some = await good({ price: 700 });
      const { body } = await park({ lines: [{ productId: some.id, quantity: 3, discount: { amount: 101 } }] }, manager);
      expect(body).to.deep.include({ customerId: null, discount: null, total: 1999 });
      const back = (await recall(body.id, cashier)).body;
      const sold = await cashier.post('/api/pos/sales', { lines: back.lines, customerId: back.customerId, discount: back.discount, payments: [card(1999)] });
      expect([sold.status, sold.body?.total], sold.text).to.eql([201, 1999]);
      const percent = await park({ lines: [{ productId: some.id, quantity: 3 }], discount: { percent: 10 } });
      expect(percent.body).to.deep.include({ discount: { percent: 10 }, total: 1890 });
      const free = await park({ lines: [{ productId: some.id, quantity: 2, unitPrice: 650 }] }, manager);
      expect(free.body.total).to.equal(1300);
    });

    it('raced by two tills, to one of them', async () => {
      const some = await good();
      const { body } = await park({ lines: [{ productId: some.id, quantity: 1 }] });
      const other = await till('cashier');
      const raced = await Promise.all([cashier, manager, other.who, admin].map(who => recall(body.id, who)));
      expect(raced.map(r => r.status).sort(), raced.map(r => r.text).join()).to.eql([200, 404, 404, 404]);
      for (const lost of raced.filter(r => r.status === 404)) problem(lost, 404, 'pos.notFound');
    });

    it('with the rules of a basket', async () => {
      const some = await good({ price: 1000 });
      const line = { productId: some.id, quantity: 1 };
      await doors('POST', '/api/pos/parked');
      await doors('GET', '/api/pos/parked');
      await doors('DELETE', `/api/pos/parked/${randomUUID()}`);
      const before = (await walk(admin, '/api/pos/parked', 200)).length;
      expect((await park({ lines: [] })).status).to.be.oneOf([400, 422]);
      problem(await park({ lines: [{ barcode: 'YOK-7', quantity: 1 }] }), 404, 'katalog.notFound', { barcode: 'YOK-7' });
      problem(await park({ lines: [{ productId: randomUUID(), quantity: 1 }] }), 404, 'katalog.notFound');
      problem(await park({ lines: [line], customerId: randomUUID() }), 404, 'crm.notFound');
      problem(await park({ lines: [line], discount: { percent: 11 } }), 403, 'pos.discountLimit');
      problem(await park({ lines: [{ ...line, discount: { amount: 101 } }] }), 403, 'pos.discountLimit');
      problem(await park({ lines: [{ ...line, unitPrice: 900 }] }), 403, 'auth.forbidden');
      problem(await park({ lines: [line], discount: { amount: 1001 } }, admin), 422, 'pos.discountTooLarge');
      const bad: object[] = [{ lines: [line], name: 5 }, { lines: [line], name: 'x'.repeat(5000) }, { lines: [line], payments: [cash(1)] }, { lines: [{ ...line, quantity: 0 }] }, { lines: [{ ...line, quantity: 0.0005 }] },
        { lines: [{ ...line, name: 'x' }] }, { lines: [line], customerId: 'x' }, { lines: [line], discount: { percent: 101 } }, { lines: [line], discount: {} }, { lines: [{ quantity: 1 }] }, {}, { lines: [line], id: 'x' }];
      for (const body of bad) problem(await park(body), 400, 'request.invalid', {}, JSON.stringify(body).slice(0, 80));
      problem(await cashier.post('/api/pos/parked', { lines: [line] }), 400, 'request.invalid', {}, 'without a name');
      expect(await walk(admin, '/api/pos/parked', 200)).to.have.length(before);
    });

    it('once per key, listed by pages, and in this store only', async () => {
      const some = await good();
      const lines = [{ productId: some.id, quantity: 1 }];
      await oncePerKey(cashier, '/api/pos/parked', { name: 'Anahtar', lines }, { surprise: 1 }, { name: 'Başka' });
      const made: string[] = [];
      for (let i = 0; i < 5; i++) made.push((await park({ lines, name: `Sıra ${i}` })).body.id);
      await listHabits('/api/pos/parked');
      const all = (await walk(cashier, '/api/pos/parked', 200)).map(p => p.id);
      expect(all).to.include.members(made);
      expect((await walk(cashier, '/api/pos/parked', 2)).map(p => p.id)).to.eql(all);
      expect((await walk(cashier, `/api/pos/parked?q=${encodeURIComponent('SIRA 3')}`, 200)).map(p => p.id)).to.eql([made[3]]);
      expect(await walk(there, '/api/pos/parked', 200)).to.eql([]);
      problem(await recall(made[0]!, there), 404, 'pos.notFound');
      problem(await recall(randomUUID()), 404, 'pos.notFound');
      expect((await recall(made[0]!)).status).to.equal(200);
    });
  });

  describe('keeps a shift', () => {
    afterEach(async () => expect(await shop.doctor()).to.deep.equal([]));
    const open = (who: Client, openingCash = 10000, extra = {}, headers = {}) => who.post('/api/pos/shifts', { openingCash, ...extra }, headers);
    const close = (who: Client, id: string, body: object, headers = {}) => who.post(`/api/pos/shifts/${id}/close`, body, headers);
    const move = (who: Client, id: string, body: object, headers = {}) => who.post(`/api/pos/shifts/${id}/movements`, { reason: 'Bozuk para', ...body }, headers);

    it('from its opening to its Z', async () => {
      const { who, terminalId } = await till();
      problem(await who.get('/api/pos/shifts/current'), 404, 'pos.notFound', {}, 'none is open');
      const opened = await open(who);
      expect(opened.status, opened.text).to.equal(201);
      expect(opened.body).to.include({ terminalId, storeId: shop.storeId, openingCash: 10000 });
      expect(opened.body.id).to.match(UUID);
      expect(opened.body.openedAt).to.match(INSTANT);
      const { id } = opened.body;
      problem(await open(who), 409, 'pos.shiftOpen');
      const now = await who.get('/api/pos/shifts/current');
      expect(now.status).to.equal(200);
      expect(now.body).to.include({ id, terminalId, openingCash: 10000, openedAt: opened.body.openedAt });

      const some = await good({ price: 2500 });
      const sale = await saleOf({ lines: [{ productId: some.id, quantity: 2 }], payments: [cash(10000)] }, who);
      await saleOf({ lines: [{ productId: some.id, quantity: 1 }], payments: [card(2000), cash(600)] }, who);
      await saleOf({ lines: [{ productId: some.id, quantity: 1 }], payments: [card(2500)] }, who);
      expect((await refund(sale.id, { lines: [{ lineId: sale.lines[0].id, quantity: 1 }], payments: [cash(2500)] }, who)).status).to.equal(201);
      const paidIn = await move(who, id, { type: 'in', amount: 3000 });
      expect(paidIn.status, paidIn.text).to.equal(201);
      expect(paidIn.body).to.include({ type: 'in', amount: 3000, reason: 'Bozuk para' });
      expect(paidIn.body.id).to.match(UUID);
      expect((await move(who, id, { type: 'out', amount: 1250 })).status).to.equal(201);
      // opening 10,000 + cash sales (5,000 + 500) − refund 2,500 + in 3,000 − out 1,250
      const expectedCash = 14750;
      const x = await who.get(`/api/pos/shifts/${id}/report?type=x`);
      expect([x.status, x.headers.get('content-type')!.split(';')[0]], x.text).to.eql([200, 'application/json']);
      expect(x.body).to.deep.include({ expectedCash, openingCash: 10000 });

      const closed = await close(who, id, { countedCash: 14700 });
      expect(closed.status, closed.text).to.equal(200);
      expect(closed.body).to.include({ id, terminalId, openingCash: 10000, expectedCash, countedCash: 14700, difference: -50 });
      expect(closed.body.closedAt).to.match(INSTANT);
      problem(await close(who, id, { countedCash: 14750 }), 409, 'pos.shiftClosed');
      problem(await move(who, id, { type: 'in', amount: 1 }), 409, 'pos.shiftClosed');
      problem(await who.get('/api/pos/shifts/current'), 404, 'pos.notFound');
      const z = await who.get(`/api/pos/shifts/${id}/report?type=z`);
      expect(z.status, z.text).to.equal(200);
      expect(z.body).to.deep.include({ openingCash: 10000, expectedCash, countedCash: 14700, difference: -50 });
      await saleOf(cashSale([{ good: some, quantity: 1 }]), who);
      expect((await who.get(`/api/pos/shifts/${id}/report?type=z`)).body, 'frozen').to.eql(z.body);
      expect((await open(who, 0)).status).to.equal(201);
      const listed = (await who.get('/api/pos/shifts?limit=200')).body.items;
      expect(listed.find((s: { id: string }) => s.id === id)).to.include({ id, openingCash: 10000, countedCash: 14700, expectedCash, difference: -50 });
    });

    it('with a reason or none, by total or by denomination', async () => {
      const { who } = await till('cashier');
      for (const [body, difference] of [[{ countedCash: 5000, denominations: [{ value: 5000, count: 1 }] }, 0], [{ countedCash: 5500, reason: 'Fazla çıktı' }, 500], [{ countedCash: 0 }, -5000]] as const) {
        const shift = await open(who, 5000);
        expect(shift.status, shift.text).to.equal(201);
        const closed = await close(who, shift.body.id, body);
        expect(closed.status, closed.text).to.equal(200);
        expect(closed.body).to.include({ expectedCash: 5000, countedCash: body.countedCash, difference });
      }
    });

    it('one per terminal, also when raced, each terminal its own', async () => {
      const [one, two] = [await till(), await till()];
      const raced = await Promise.all([open(one.who), open(one.who, 5), open(one.who, 7)]);
      expect(raced.map(r => r.status).sort(), raced.map(r => r.text).join()).to.eql([201, 409, 409]);
      for (const lost of raced.filter(r => r.status === 409)) problem(lost, 409, 'pos.shiftOpen');
      const { id } = raced.find(r => r.status === 201)!.body;
      expect((await open(two.who)).status).to.equal(201);
      const closes = await Promise.all([1, 2, 3].map(countedCash => close(one.who, id, { countedCash })));
      expect(closes.map(r => r.status).sort(), closes.map(r => r.text).join()).to.eql([200, 409, 409]);
      for (const lost of closes.filter(r => r.status === 409)) problem(lost, 409, 'pos.shiftClosed');
      expect((await two.who.get('/api/pos/shifts/current')).status).to.equal(200);
    });

    it('with nothing malformed, and not of another store', async () => {
      const { who } = await till();
      for (const body of [{}, { openingCash: -1 }, { openingCash: 0.5 }, { openingCash: '1' }, { openingCash: null }, { openingCash: 9007199254740993 }, { openingCash: 1, surprise: 1 }, { openingCash: 1, id: 'x' }])
        problem(await who.post('/api/pos/shifts', body), 400, 'request.invalid', {}, JSON.stringify(body));
      const { id } = (await open(who)).body;
      for (const body of [{}, { countedCash: -1 }, { countedCash: 1.5 }, { countedCash: '1' }, { countedCash: 1, expectedCash: 1 }, { countedCash: 1, reason: 5 }, { countedCash: 1, denominations: 'x' }])
        problem(await close(who, id, body), 400, 'request.invalid', {}, JSON.stringify(body));
      for (const body of [{}, { type: 'in' }, { type: 'in', amount: 0 }, { type: 'in', amount: -1 }, { type: 'in', amount: 0.5 }, { type: 'sale', amount: 1 }, { type: 'in', amount: '1' }, { type: 'in', amount: 1, surprise: 1 }, { type: 'in', amount: 1, reason: 5 }])
        problem(await move(who, id, body), 400, 'request.invalid', {}, JSON.stringify(body));
      problem(await who.post(`/api/pos/shifts/${id}/movements`, { type: 'in', amount: 1 }), 400, 'request.invalid', {}, 'without a reason');
      for (const query of ['type=q', 'type=', 'surprise=1', 'type=x&limit=1']) problem(await who.get(`/api/pos/shifts/${id}/report?${query}`), 400, 'request.invalid', {}, query);
      for (const other of [randomUUID(), id]) {
        const asker = other === id ? there : who;
        problem(await close(asker, other, { countedCash: 1 }), 404, 'pos.notFound');
        problem(await move(asker, other, { type: 'in', amount: 1 }), 404, 'pos.notFound');
        problem(await asker.get(`/api/pos/shifts/${other}/report?type=x`), 404, 'pos.notFound');
      }
      expect(await walk(there, '/api/pos/shifts', 200)).to.eql([]);
      for (const [method, path] of [['POST', '/shifts'], ['GET', '/shifts'], ['GET', '/shifts/current'], ['POST', `/shifts/${randomUUID()}/close`], ['POST', `/shifts/${randomUUID()}/movements`], ['GET', `/shifts/${randomUUID()}/report?type=x`]] as const)
        await doors(method, `/api/pos${path}`);
      await listHabits('/api/pos/shifts');
      const all = (await walk(who, '/api/pos/shifts', 200)).map(s => s.id);
      expect((await walk(who, '/api/pos/shifts', 2)).map(s => s.id)).to.eql(all);
    });

    it('once per key', async () => {
      const { who } = await till();
      await oncePerKey(who, '/api/pos/shifts', { openingCash: 100 }, { openingCash: -1 }, { openingCash: 200 }, async () => {
        const { body } = await who.get('/api/pos/shifts/current');
        expect((await close(who, body.id, { countedCash: 100 })).status).to.equal(200);
      });
      const { id } = (await open(who, 0)).body;
      await oncePerKey(who, `/api/pos/shifts/${id}/movements`, { type: 'in', amount: 5, reason: 'Bozuk' }, { amount: -5 }, { amount: 6 });
      const key = { 'idempotency-key': randomUUID() };
      const closed = await close(who, id, { countedCash: 10 }, key);
      expect(closed.body).to.include({ expectedCash: 10, difference: 0 });
      const again = await close(who, id, { countedCash: 10 }, key);
      expect([again.status, again.body]).to.eql([200, closed.body]);
      problem(await close(who, id, { countedCash: 11 }, key), 409, 'request.reused');
    });

    it('before it sells, where the store says so', async () => {
      const { who, terminalId } = await till();
      const some = await good({ price: 1000 });
      const settings = `/api/plugins/pos/settings?storeId=${shop.storeId}`;
      const { values } = (await admin.get(settings)).body;
      expect(values).to.include({ shiftRequired: false });
      expect((await admin.put(settings, { shiftRequired: true })).body.values, 'the rest by its defaults').to.eql({ ...values, shiftRequired: true });
      try {
        problem(await who.post('/api/pos/sales', cashSale([{ good: some, quantity: 1 }])), 409, 'pos.noShift');
        expect(await onHand(admin, some)).to.equal(100);
        expect((await who.post('/api/pos/quotes', { lines: [{ productId: some.id, quantity: 1 }] })).status).to.equal(200);
        expect((await open(who)).status).to.equal(201);
        expect((await who.post('/api/pos/sales', cashSale([{ good: some, quantity: 1 }]))).body).to.include({ terminalId, total: 1000 });
      } finally {
        expect((await admin.put(settings, values)).status).to.equal(200);
      }
    });
  });

  describe('says why', () => {
    it('in the language asked for, whatever is refused', async () => {
      const some = await good({ price: 1000 });
      const sale = await saleOf(cashSale([{ good: some, quantity: 1 }]));
      const { who } = await till();
      await who.post('/api/pos/shifts', { openingCash: 0 });
      const lineId = sale.lines[0].id;
      const cases: [string, (language: Record<string, string>) => Promise<Reply>][] = [
        ['pos.refundExceeds', h => refund(sale.id, { lines: [{ lineId, quantity: 2 }], payments: [cash(2000)] }, manager, h)],
        ['pos.refundAmount', h => refund(sale.id, { lines: [{ lineId, quantity: 1 }], payments: [cash(1)] }, manager, h)],
        ['pos.refundTender', h => refund(sale.id, { lines: [{ lineId, quantity: 1 }], payments: [card(1000)] }, manager, h)],
        ['pos.shiftOpen', h => who.post('/api/pos/shifts', { openingCash: 0 }, h)],
        ['pos.notFound', h => who.delete(`/api/pos/parked/${randomUUID()}`, h)],
        ['auth.invalid', h => client(shop.url).post('/api/auth/login', { username: 'x', password: 'y' }, h)],
      ];
      for (const [code, ask] of cases) {
        const [tr, en, any] = [await ask({ 'accept-language': 'tr' }), await ask({ 'accept-language': 'en' }), await ask({ 'accept-language': '*' })];
        expect([tr.body.code, en.body.code, any.body.code]).to.eql([code, code, code]);
        expect(tr.body.detail, code).not.to.equal(en.body.detail);
        expect(any.body.detail, code).to.equal(tr.body.detail);
        for (const { title, detail } of [tr.body, en.body]) for (const sentence of [title, detail]) expect(sentence, code).to.be.a('string').and.not.match(/^$|^[a-z]+[.:]|\{/);
      }
    });
  });

  describe('and is off where pos is off', () => {
    it('for every route of the day', async () => {
      const other = await shop.anotherStore();
      const away = await adminAt(other);
      expect((await admin.put(`/api/plugins/pos/stores/${other.storeId}`, { enabled: false, cascade: true })).status).to.equal(200);
      for (const [method, path] of [['POST', `/sales/${randomUUID()}/refunds`], ['POST', '/parked'], ['GET', '/parked'], ['DELETE', `/parked/${randomUUID()}`], ['POST', '/shifts'], ['GET', '/shifts'], ['GET', '/shifts/current'], ['POST', `/shifts/${randomUUID()}/close`]] as const)
        problem(await away.send(method, `/api/pos${path}`, method === 'POST' ? '{}' : undefined, method === 'POST' ? { 'content-type': 'application/json' } : {}), 404, 'plugin.disabled', {}, path);
    });
  });
});
