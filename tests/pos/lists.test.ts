import { expect } from 'chai';
import { openShop, type Shop } from '../support/host.js';
import { eachDatabase } from '../support/databases.js';
import { cashSale, makeGood, onHand, type Good } from '../support/goods.js';

eachDatabase('Sales, quotes and receipts', kind => {
  let shop: Shop;
  let good: Good;
  const sold: { id: string; receiptNo: string; soldAt: string; cashierId: string; total: number }[] = [];
  before(async () => {
    shop = await openShop(kind);
    good = await makeGood(shop.admin, { price: 1250, warehouseId: shop.warehouseId, onHand: 3, name: 'İçim\u200e <Süt> ₺' });
    const cashier = await shop.as('cashier');
    for (let n = 1; n <= 5; n++) sold.push((await (n === 3 ? cashier : shop.admin).post('/api/pos/sales', cashSale([{ good, quantity: n === 1 ? 1 : 0.1 }]))).body);
  });
  after(() => shop.stop());
  const ids = async (query: string): Promise<string[]> => (await shop.admin.get(`/api/pos/sales${query}`)).body.items.map((sale: { id: string }) => sale.id);

  it('lists the newest first, page by page, each once', async () => {
    const pages: string[][] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body }: { body: { items: { id: string }[]; nextCursor: string | null } } = await shop.admin.get(`/api/pos/sales?limit=2${cursor && `&cursor=${cursor}`}`);
      pages.push(body.items.map(sale => sale.id));
      cursor = body.nextCursor;
    }
    expect(pages.map(page => page.length)).to.deep.equal([2, 2, 1]);
    expect(pages.flat()).to.deep.equal(sold.map(sale => sale.id).reverse());
  });

  it('finds by receipt, cashier, time, till and state', async () => {
    expect(await ids(`?receiptNo=${sold[1]!.receiptNo}`)).to.deep.equal([sold[1]!.id]);
    expect(await ids('?receiptNo=M1-K1-999999')).to.deep.equal([]);
    expect(await ids(`?cashierId=${sold[2]!.cashierId}`)).to.deep.equal([sold[2]!.id]);
    expect(await ids(`?from=${sold[1]!.soldAt}&to=${sold[3]!.soldAt}`)).to.deep.equal([sold[2]!.id, sold[1]!.id]);
    expect(await ids(`?terminalId=${shop.terminalId}&state=completed`)).to.have.length(5);
    expect(await ids('?state=voided')).to.deep.equal([]);
    expect((await shop.admin.get('/api/pos/sales?limit=201')).status).to.equal(400);
    expect((await shop.admin.get('/api/pos/sales?sort=cashier')).status).to.equal(400);
    expect((await shop.admin.get('/api/pos/sales?from=yesterday')).status).to.equal(400);
  });

  it('quotes the basket with its warnings, and changes nothing', async () => {
    const before = await onHand(shop.admin, good);
    const { status, body } = await shop.admin.post('/api/pos/quotes', { lines: [{ barcode: good.barcode, quantity: 2.6 }], discount: { percent: 10 } });
    expect(status).to.equal(200);
    expect(body).to.deep.equal({
      customerId: null, subtotal: 3250, discountTotal: 325, vatTotal: 266, total: 2925,
      lines: [{ productId: good.id, barcode: good.barcode, name: body.lines[0].name, quantity: 2.6, unitPrice: 1250, discountAmount: 325, vatRate: 10, vatAmount: 266, total: 2925 }],
      warnings: [{ code: 'stock.negative', productId: good.id, onHand: -1 }],
    });
    expect(await onHand(shop.admin, good)).to.equal(before);
    expect((await shop.admin.post('/api/pos/quotes', { lines: [], payments: [] })).status).to.equal(400);
  });

  it('prints a receipt on paper of either width, clean of what a printer obeys', async () => {
    for (const columns of [48, 32]) {
      const { status, text, headers } = await shop.admin.get(`/api/pos/sales/${sold[0]!.id}/receipt?format=text&columns=${columns}`);
      expect([status, headers.get('content-type')]).to.deep.equal([200, 'text/plain; charset=utf-8']);
      expect(text).to.contain('BİLGİ FİŞİ - MALİ DEĞERİ YOKTUR').and.to.contain('İçim <Süt> TL').and.to.contain(sold[0]!.receiptNo).and.to.contain('12,50 TL');
      expect(text).to.match(/TOPLAM +12,50 TL/).and.to.match(/%10 +11,36 +1,14/);
      for (const row of text.split('\n')) expect([...row].length).to.be.at.most(columns);
      expect(text).to.not.match(/[\p{Cf}₺]/u);
    }
  });

  it('shows a receipt as a page that is escaped and carries no style of its own', async () => {
    const { status, text, headers } = await shop.admin.get(`/api/pos/sales/${sold[0]!.id}/receipt?format=html`);
    expect([status, headers.get('content-type')]).to.deep.equal([200, 'text/html; charset=utf-8']);
    expect(text).to.contain('&lt;Süt&gt;').and.to.contain('href="/web/receipt.css"').and.to.contain('lang="tr"');
    expect(text).to.not.match(/<style|style=|<script|<Süt>/);
    expect((await shop.admin.get(`/api/pos/sales/${sold[0]!.id}/receipt?format=pdf`)).status).to.equal(400);
  });
});
