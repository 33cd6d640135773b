import { Failure } from '@sontechsp/sdk';
import type { CarrierRequest } from '@sontechsp/sdk/carrier';
import { expect } from 'chai';
import type { Reply } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { PARCEL, RECIPIENT, SENDER, connect, fakeCarrier, openCargoShop, type CargoShop, type FakeCarrier } from './rig.js';

const outcome = (reply: Reply) => [reply.status, reply.body?.code];

eachDatabase('The price of a shipment', kind => {
  let shop: CargoShop;
  let fake: FakeCarrier;
  let silent: string;
  const asked: CarrierRequest[] = [];
  before(async () => {
    fake = fakeCarrier('deneme', { multiParcel: false }, () => []);
    shop = await openCargoShop(kind, [fake, fakeCarrier('susan')]);
    silent = await connect(shop.admin, 'susan', { key: 'x' });
  });
  beforeEach(() => {
    asked.length = 0;
    fake.price = request => {
      asked.push(request);
      return [{ service: 'Hızlı', amount: 12000, days: 1 }, { service: 'Standart', amount: 8500 }];
    };
  });
  after(async () => {
    const violations = await shop.doctor();
    await shop.stop();
    expect(violations).to.deep.equal([]);
  });
  const ask = (extra: object = {}, who = shop.admin) => who.post('/api/kargo/quotes', { connectionId: shop.connectionId, recipient: RECIPIENT, parcels: [PARCEL], ...extra });

  it('is asked of the carrier with all it will be told, cheapest first, and makes nothing', async () => {
    const { status, body } = await ask({ cashOnDelivery: { amount: 5000, by: 'cash' }, payer: 'recipient' });
    expect([status, body]).to.deep.equal([200, { items: [{ service: 'Standart', amount: 8500, days: null }, { service: 'Hızlı', amount: 12000, days: 1 }] }]);
    expect(asked[0]).to.deep.include({ recipient: { ...RECIPIENT, phone: '+905321112233', country: 'TR' }, parcels: [PARCEL], payer: 'recipient', cashOnDelivery: { amount: 5000, by: 'cash' } });
    expect(asked[0]!.sender).to.include({ city: SENDER.senderCity });
    expect([(await shop.admin.get('/api/kargo/shipments')).body.items, fake.known.size]).to.deep.equal([[], 0]);
  });

  it('is told by those whose adapter has it', async () => {
    const { items } = (await shop.admin.get('/api/kargo/connections')).body;
    expect(Object.fromEntries(items.map((one: { adapterId: string; quotes: boolean }) => [one.adapterId, one.quotes]))).to.deep.equal({ deneme: true, susan: false });
    expect((await ask({ connectionId: silent })).body).to.deep.equal({ items: [] });
  });

  it('is none where the carrier cannot tell it now, or tells what is no price', async () => {
    fake.price = () => { throw new Failure('unavailable', 'Bağlantı koptu'); };
    expect([(await ask()).status, (await ask()).body]).to.deep.equal([200, { items: [] }]);
    fake.price = () => [{ service: 'Eksi', amount: -1 }, { service: 'Kesirli', amount: 10.5 }, { service: 'Standart', amount: 8500, days: 0.5 }, { service: 'Tam', amount: 100 }];
    expect((await ask()).body).to.deep.equal({ items: [{ service: 'Tam', amount: 100, days: null }] });
  });

  it('is refused as the shipment would be', async () => {
    expect(outcome(await ask({ parcels: [PARCEL, PARCEL] }))).to.deep.equal([422, 'kargo.notSupported']);
    expect(outcome(await ask({ recipient: { ...RECIPIENT, phone: 'yok' } }))).to.deep.equal([400, 'request.invalid']);
    expect(outcome(await ask({ connectionId: '01900000-0000-7000-8000-000000000001' }))).to.deep.equal([404, 'kargo.notFound']);
    expect(outcome(await ask({}, await shop.as('cashier')))).to.deep.equal([403, 'auth.forbidden']);
    await shop.admin.patch(`/api/connections/${shop.connectionId}`, { enabled: false });
    expect(outcome(await ask())).to.deep.equal([409, 'kargo.connectionOff']);
    await shop.admin.patch(`/api/connections/${shop.connectionId}`, { enabled: true });
    expect(asked).to.deep.equal([]);
  });
});
