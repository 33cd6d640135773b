import { expect } from 'chai';
import { eachDatabase } from '../support/databases.js';
import { cashSale, makeGood, type Good } from '../support/goods.js';
import type { Reply } from '../support/client.js';
import { until } from '../outbox/rig.js';
import { bootAt } from '../support/host.js';
import type { Host } from '../../host/boot.js';
import { fakeCarrier, openCargoShop, withCarriers, type CargoShop, type FakeCarrier } from './rig.js';

const outcome = (reply: Reply) => [reply.status, reply.body?.code];
interface Sold { id: string; receiptNo: string; lines: { id: string }[] }

eachDatabase('A shipment whose sale is given back', kind => {
  let shop: CargoShop;
  let fake: FakeCarrier;
  let good: Good;
  before(async () => {
    fake = fakeCarrier();
    shop = await openCargoShop(kind, [fake], undefined, { jobs: false });
    await deliver();
    good = await makeGood(shop.admin, { warehouseId: shop.warehouseId, onHand: 1000, price: 1000 });
  });
  after(async () => {
    const violations = await shop.doctor();
    await rest();
    await shop.stop();
    expect(violations).to.deep.equal([]);
  });
  /** Deliveries are another host's, so that a shipment can be made to wait. */
  let postman: Host | undefined;
  const deliver = async (): Promise<void> => { postman ??= (await bootAt(shop.place, withCarriers(fake), { jobs: true })).host; };
  const rest = async (): Promise<void> => {
    await postman?.stop();
    postman = undefined;
  };
  async function waiting(sold: Sold): Promise<{ id: string; reference: string }> {
    await rest();
    return (await shop.make({ saleId: sold.id })).body;
  }
  const sell = async (): Promise<Sold> => (await shop.admin.post('/api/pos/sales', cashSale([{ good, quantity: 2 }]))).body;
  const giveBack = async ({ id, lines }: Sold, quantity: number): Promise<void> => {
    const reply = await shop.admin.post(`/api/pos/sales/${id}/refunds`, { reason: 'iade', lines: [{ lineId: lines[0]!.id, quantity }], payments: [{ method: 'cash', amount: quantity * 1000 }] });
    expect(reply.status, reply.text).to.equal(201);
  };
  const voided = async ({ id }: Sold): Promise<void> => {
    const reply = await shop.admin.post(`/api/pos/sales/${id}/void`, { reason: 'yanlış' });
    expect(reply.status, reply.text).to.equal(201);
  };
  const verb = (id: string, name: 'keep' | 'retry' | 'cancel', who = shop.admin) => who.post(`/api/kargo/shipments/${id}/${name}`);
  const handOver = (id: string) => shop.admin.post('/api/kargo/handovers', { connectionId: shop.connectionId, ids: [id] });
  const told = (id: string, saleState: string) => until(async () => (await shop.read(id)).saleState === saleState);
  const rows = async () => (await shop.host.database.first<{ n: number }>('SELECT COUNT(*) AS n FROM kargo_etiketleri'))!.n;

  it('is not made any more, and nothing is written', async () => {
    for (const [takeBack, state] of [[voided, 'voided'], [(sold: Sold) => giveBack(sold, 2), 'refunded']] as const) {
      const sold = await sell();
      await takeBack(sold);
      const before = await rows();
      const refused = await shop.make({ saleId: sold.id });
      expect([...outcome(refused), refused.body.receiptNo, refused.body.state]).to.deep.equal([422, 'kargo.saleTakenBack', sold.receiptNo, state]);
      expect(await rows()).to.equal(before);
      expect((await shop.admin.get(`/api/kargo/orders?receiptNo=${sold.receiptNo}`)).body.state).to.equal(state);
    }
  });

  it('is made of what is left of a sale, and says that it is not the whole', async () => {
    const sold = await sell();
    await giveBack(sold, 1);
    const made = await shop.make({ saleId: sold.id });
    expect([made.status, made.body.saleState, made.body.saleTakenBack]).to.deep.equal([201, 'partlyRefunded', false]);
    const whole = await sell();
    const before = await shop.reach((await shop.make({ saleId: whole.id })).body.id, 'pending');
    expect([before.saleState, before.keepable]).to.deep.equal([null, false]);
    await giveBack(whole, 1);
    await told(before.id, 'partlyRefunded');
    expect((await handOver(before.id)).status, 'goes on its way').to.equal(201);
  });

  it('is not told to its carrier; it waits for a person, who cancels it', async () => {
    const sold = await sell();
    const { id, reference } = await waiting(sold);
    await voided(sold);
    await deliver();
    const refused = await shop.reach(id, 'refused');
    expect([refused.problem.kind, refused.saleState, refused.saleTakenBack, refused.retryable, refused.keepable]).to.deep.equal(['saleTakenBack', 'voided', true, false, true]);
    expect(fake.known.has(reference)).to.equal(false);
    expect(outcome(await verb(id, 'retry'))).to.deep.equal([422, 'kargo.saleTakenBack']);
    expect((await verb(id, 'cancel')).body).to.include({ state: 'cancelled', keepable: false });
    expect(outcome(await verb(id, 'keep'))).to.deep.equal([409, 'kargo.notKeepable']);
  });
  it('goes to its carrier all the same when a person says so', async () => {
    const sold = await sell();
    const { id, reference } = await waiting(sold);
    await giveBack(sold, 2);
    await deliver();
    await shop.reach(id, 'refused');
    expect(outcome(await verb(id, 'keep', await shop.as('cashier')))).to.deep.equal([403, 'auth.forbidden']);
    expect((await verb(id, 'keep')).body).to.include({ state: 'waiting', saleState: 'refunded', saleTakenBack: false });
    await shop.reach(id, 'pending');
    expect(fake.known.get(reference)!.made).to.equal(1);
    expect((await handOver(id)).status).to.equal(201);
  });

  it('that its carrier has says so, is not handed over, and can be cancelled or kept', async () => {
    const [one, two] = [await sell(), await sell()];
    const [a, b] = [await shop.reach((await shop.make({ saleId: one.id })).body.id, 'pending'), await shop.reach((await shop.make({ saleId: two.id })).body.id, 'pending')];
    await giveBack(one, 2);
    await giveBack(two, 2);
    await told(a.id, 'refunded');
    await told(b.id, 'refunded');
    expect(await shop.read(a.id)).to.include({ state: 'pending', saleTakenBack: true, cancellable: true, keepable: true });
    expect((await shop.admin.get(`/api/kargo/shipments?saleId=${one.id}`)).body.items[0]).to.include({ saleState: 'refunded', saleTakenBack: true });
    const refused = await handOver(a.id);
    expect([...outcome(refused), refused.body.ids]).to.deep.equal([409, 'kargo.notForHandover', [a.id]]);
    await verb(a.id, 'cancel');
    expect((await shop.reach(a.id, 'cancelled')).keepable).to.equal(false);
    expect(fake.known.get(a.reference)!.cancelled).to.equal(true);
    expect((await verb(b.id, 'keep')).body).to.include({ state: 'pending', saleTakenBack: false });
    expect((await handOver(b.id)).status).to.equal(201);
    const { items } = (await shop.admin.get('/api/audit?limit=200')).body;
    for (const action of ['kargo.shipment.sale', 'kargo.shipment.keep']) expect(items.some((item: { action: string }) => item.action === action), action).to.equal(true);
  });

  it('and was handed over says so too', async () => {
    const sold = await sell();
    const { id } = await shop.reach((await shop.make({ saleId: sold.id })).body.id, 'pending');
    expect((await handOver(id)).status).to.equal(201);
    await giveBack(sold, 2);
    await told(id, 'refunded');
    expect(await shop.read(id)).to.include({ saleTakenBack: true, cancellable: true });
  });
});
