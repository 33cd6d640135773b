import { expect } from 'chai';
import { testHost, type TestHost } from '@sontechsp/sdk/testing';
import plugin from '../plugin.js';

const day = 'from=2026-03-02T00:00:00Z&to=2026-03-03T00:00:00Z';

describe('The report', () => {
  let host: TestHost;
  before(async () => {
    host = await testHost([plugin]);
    for (const [name, price, quantity] of [['Çay', 9000, 1], ['Süt', 2500, 3], ['=1+1', 100, 1]] as const) {
      const product = await host.admin.post('/api/katalog/products', { name, price, vatRate: 10, unit: 'piece', barcodes: [] });
      const sale = await host.admin.post('/api/pos/sales', { lines: [{ productId: product.body.id, quantity }], payments: [{ method: 'cash', amount: price * quantity }] });
      if (sale.status !== 201) throw new Error(sale.text);
    }
  });
  after(() => host.stop());

  it('names what was sold, most money first, with quantities and the sum', async () => {
    const { status, body } = await host.admin.get(`/api/ornek/sold?${day}`);
    expect([status, body.total]).to.deep.equal([200, 16_600]);
    expect(body.items.map((item: { name: string; quantity: number; total: number }) => [item.name, item.quantity, item.total])).to.deep.equal([['Çay', 1, 9000], ['Süt', 3, 7500], ['=1+1', 1, 100]]);
  });

  it('is empty for another day, and for another store', async () => {
    expect((await host.admin.get('/api/ornek/sold?from=2026-03-03T00:00:00Z&to=2026-03-04T00:00:00Z')).body.items).to.deep.equal([]);
    const other = await host.as('manager', await host.anotherStore());
    expect((await other.get(`/api/ornek/sold?${day}`)).body.items).to.deep.equal([]);
  });

  it('comes as CSV in which no name is taken for a formula', async () => {
    const { text } = await host.admin.get(`/api/ornek/sold.csv?${day}`);
    expect(text.replace('\uFEFF', '').split('\r\n')).to.deep.equal(['name;quantity;total', '"Çay";1;90.00', '"Süt";3;75.00', '"\'=1+1";1;1.00', '']);
  });

  it('is not for cashiers', async () => {
    expect((await (await host.as('cashier')).get(`/api/ornek/sold?${day}`)).status).to.equal(403);
  });
});
