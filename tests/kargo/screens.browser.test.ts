import { expect } from 'chai';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { closeBrowser, openPage } from '../support/browser.js';
import { cashSale, makeGood } from '../support/goods.js';
import { openShop, PASSWORD, type Shop } from '../support/host.js';
import { faults } from '../support/looks.js';
import { until } from '../outbox/rig.js';
import { connect, fakeCarrier, knowSender, refuse, withCarriers, type FakeCarrier } from './rig.js';

/** For those who want to look: a folder in `SONTECHSP_SHOTS`. */
const shot = async (page: Page, name: string): Promise<void> => {
  if (process.env.SONTECHSP_SHOTS) await page.screenshot({ path: join(process.env.SONTECHSP_SHOTS, `${name}.png`) });
};
async function signIn(page: Page, shop: Shop, path: string): Promise<void> {
  await page.goto(`${shop.url}${path}`);
  await page.locator('.entrance-card input').first().fill('admin');
  await page.locator('.entrance-card input[type=password]').fill(PASSWORD);
  await page.keyboard.press('Enter');
}

describe('The screens of kargo', function () {
  this.timeout(90_000);
  let shop: Shop;
  let fake: FakeCarrier;
  before(async () => {
    fake = fakeCarrier();
    shop = await openShop('sqlite', { plugins: withCarriers(fake) });
  });
  after(async () => {
    await closeBrowser();
    await shop.stop();
  });
  const row = (page: Page, words: string) => page.locator('.table-rows > .table-row', { hasText: words });

  it('lead from no connection over a receipt to a list the driver signs', async () => {
    const good = await makeGood(shop.admin, { warehouseId: shop.warehouseId, onHand: 5, name: 'Çelik termos', price: 45000 });
    const { receiptNo } = (await shop.admin.post('/api/pos/sales', cashSale([{ good, quantity: 1 }]))).body;
    const { page, errors, close } = await openPage();
    await signIn(page, shop, '/kargo');
    await page.getByRole('button', { name: 'Bağlantı yap' }).waitFor();
    expect(await faults(page)).to.deep.equal([]);
    await shot(page, 'kargo-none');

    await connect(shop.admin, 'deneme', { key: 'x' }, { name: 'Deneme Kargo' });
    await page.reload();
    await page.getByText('Gönderici adresi eksik').waitFor();
    expect(await page.getByRole('button', { name: 'Yeni gönderi' }).first().isDisabled()).to.equal(true);
    await knowSender(shop.admin, shop.storeId);
    await page.reload();
    await page.getByRole('button', { name: 'Yeni gönderi' }).first().click();

    await page.getByLabel('Fiş numarası').fill(receiptNo);
    await page.keyboard.press('Enter');
    await page.getByText(`${receiptNo} fişi bulundu`).waitFor();
    const fields: [string, string][] = [['Ad soyad', 'Şükrü Iğdır'], ['Telefon', '0532 111 22 33'], ['Adres', 'Gül Sok. No:4'], ['İlçe', 'Çankaya'], ['Boy', '30'], ['En', '20'], ['Yükseklik', '10'], ['Ağırlık', '1,5']];
    for (const [label, value] of fields) await page.locator('.panel').getByLabel(label).fill(value);
    await page.getByText('1 parça, 2 desi').waitFor();
    await page.getByRole('button', { name: 'Oluştur' }).click();
    await page.locator('.field-invalid', { hasText: 'İl' }).waitFor();
    await page.locator('.panel').getByLabel('İl *', { exact: true }).fill('Ankara');
    await page.locator('.panel').getByText('Kapıda ödeme').click();
    expect(await faults(page)).to.deep.equal([]);
    await shot(page, 'kargo-form');
    fake.answer = () => ({ trackingNumber: 'TN-1', trackingUrl: 'https://kargo.example/TN-1' });
    await page.getByRole('button', { name: 'Oluştur' }).click();
    await row(page, receiptNo).getByText('Etiket hazır').waitFor();
    await page.locator('.panel').getByText('TN-1').waitFor();
    expect(await faults(page)).to.deep.equal([]);

    const label = page.waitForEvent('download');
    await page.locator('.panel').getByRole('button', { name: 'Etiket' }).click();
    await page.getByRole('menuitem', { name: 'PDF, 100×150 mm' }).click();
    expect((await label).suggestedFilename()).to.equal('kargo-100x150-1.pdf');

    await page.locator('.panel').getByRole('button', { name: 'Kapat' }).click();
    const cut = () => row(page, receiptNo).locator('.cut').evaluateAll(cells => cells.filter(cell => cell.scrollWidth > cell.clientWidth).map(cell => cell.textContent));
    expect(await cut()).to.deep.equal([]);
    expect(await page.locator('[role=columnheader]').allInnerTexts(), 'with one carrier none is named').to.not.include('Kargo firması');
    await page.getByRole('button', { name: 'Teslime hazırları seç' }).click();
    await page.getByText('1 gönderi seçili').waitFor();
    const list = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Kargoya teslim et' }).click();
    expect((await list).suggestedFilename()).to.match(/^kargo-teslim-.*\.pdf$/);
    await page.goto(`${shop.url}/kargo/handovers`);
    await row(page, 'Deneme Kargo').waitFor();
    expect(await faults(page)).to.deep.equal([]);
    expect(errors).to.deep.equal([]);
    await close();
  });

  it('are a step away from the accounts at the carriers, which the cards of their plugins lead to', async () => {
    const { page, errors, close } = await openPage();
    await signIn(page, shop, '/plugins');
    await page.getByRole('button', { name: 'Bağlantılar: Deneme' }).click();
    await page.waitForURL('**/connections?plugin=deneme');
    await page.getByRole('heading', { name: 'Deneme Kargo' }).waitFor();
    await page.getByRole('button', { name: 'Düzenle' }).click();
    await page.locator('.panel').getByText((await shop.admin.get('/api/connections')).body.items[0].id).waitFor();
    await shot(page, 'connection-form');
    expect(await faults(page)).to.deep.equal([]);
    expect(errors).to.deep.equal([]);
    await close();
  });

  it('show what was refused first, with the carrier\'s words, and send it again when mended', async () => {
    const connections = (await shop.admin.get('/api/kargo/connections')).body.items;
    const body = (orderNo: string) => ({
      connectionId: connections[0].id, orderNo, parcels: [{ lengthCm: 10, widthCm: 10, heightCm: 10, weightGrams: 500 }],
      recipient: { name: 'Ayşe Örnek', phone: '05321112233', line: 'Gül Sok. 4', district: 'Cankya', city: 'Ankara' },
    });
    fake.on = what => { if (what === 'create') refuse('validation', 'Alıcı ilçesi bulunamadı', '82505'); };
    await shop.admin.post('/api/kargo/shipments', body('WEB-1'));
    const { page, errors, close } = await openPage({ dark: true });
    await signIn(page, shop, '/kargo');
    await row(page, 'WEB-1').getByText('Reddedildi').waitFor();
    fake.on = () => {};
    fake.tell = reference => ({ reference, state: 'in_transit', events: [
      { at: '2026-03-02T09:00:00.000Z', state: 'picked_up', rawCode: 'TA', rawText: 'Şubede teslim alındı', place: 'Kadıköy' },
      { at: '2026-03-03T06:30:00.000Z', state: 'in_transit', rawCode: 'YL', rawText: 'Transfer merkezine sevk edildi', place: 'Gebze' },
    ] });
    await shop.admin.post('/api/kargo/shipments', body('WEB-2'));
    await row(page, 'WEB-2').getByText('Etiket hazır').waitFor();
    expect(await page.locator('.table-rows > .table-row').first().innerText()).to.include('WEB-1');

    await row(page, 'WEB-1').click();
    await page.locator('.panel').getByText('Alıcı ilçesi bulunamadı').waitFor();
    expect(await faults(page)).to.deep.equal([]);
    await shot(page, 'kargo-refused-dark');
    await page.locator('.panel').getByRole('button', { name: 'Düzenle' }).click();
    await page.locator('.panel').getByLabel('İlçe').fill('Çankaya');
    await page.locator('.panel').getByRole('button', { name: 'Yeniden gönder' }).click();
    await row(page, 'WEB-1').getByText('Etiket hazır').waitFor();
    await page.locator('.panel').getByRole('button', { name: 'Şimdi sor' }).click();
    await page.locator('.panel').getByText('Transfer merkezine sevk edildi').waitFor();
    await shot(page, 'kargo-journey-dark');
    expect(await faults(page)).to.deep.equal([]);

    await row(page, 'WEB-2').click();
    await page.locator('.panel').getByRole('button', { name: 'İptal et' }).click();
    await page.locator('dialog[open]').getByRole('button', { name: 'İptal et' }).click();
    await row(page, 'WEB-2').getByText('İptal', { exact: true }).waitFor();
    expect(errors).to.deep.equal([]);
    await close();
  });

  it('show that the sale was given back, keep it from the driver, and let a person decide', async () => {
    const connectionId = (await shop.admin.get('/api/kargo/connections')).body.items[0].id;
    const good = await makeGood(shop.admin, { warehouseId: shop.warehouseId, onHand: 50, name: 'Bardak', price: 1000 });
    const sales = await Promise.all([1, 2, 3].map(async () => (await shop.admin.post('/api/pos/sales', cashSale([{ good, quantity: 2 }]))).body));
    const made = await Promise.all(sales.map(async sale => (await shop.admin.post('/api/kargo/shipments', {
      connectionId, saleId: sale.id, recipient: { name: 'Ömer Uzun İsimlioğulları', phone: '05329998877', line: 'Gül Sok. 4', district: 'Çankaya', city: 'Ankara' },
      parcels: [{ lengthCm: 10, widthCm: 10, heightCm: 10, weightGrams: 500 }],
    })).body));
    for (const { id } of made) await until(async () => (await shop.admin.get(`/api/kargo/shipments/${id}`)).body.state === 'pending');
    const refund = (at: number, quantity: number) => shop.admin.post(`/api/pos/sales/${sales[at].id}/refunds`, { reason: 'iade', lines: [{ lineId: sales[at].lines[0].id, quantity }], payments: [{ method: 'cash', amount: quantity * 1000 }] });
    const { page, errors, close } = await openPage();
    await signIn(page, shop, '/kargo');
    await row(page, sales[0].receiptNo).waitFor();
    await Promise.all([refund(0, 2), refund(1, 1), refund(2, 2)]);
    await row(page, sales[0].receiptNo).getByText('Satış iade').waitFor();
    await page.getByRole('searchbox').fill('ömer uzun');
    await row(page, sales[2].receiptNo).click();
    await page.locator('.panel').getByText('Satış iade edildi').waitFor();
    expect(await faults(page)).to.deep.equal([]);
    await shot(page, 'kargo-sale-refunded');
    await page.getByRole('button', { name: 'Teslime hazırları seç' }).click();
    expect(await row(page, sales[0].receiptNo).getByRole('checkbox').isChecked()).to.equal(false);
    expect(await row(page, sales[1].receiptNo).getByRole('checkbox').isChecked()).to.equal(true);
    await page.getByRole('button', { name: 'Seçimi kaldır' }).click();
    await page.locator('.panel').getByRole('button', { name: 'Yine de gönder' }).click();
    await page.locator('.panel').getByText('Yine de gönderilmesine karar verildi.').waitFor();
    await row(page, sales[1].receiptNo).click();
    await page.locator('.panel').getByText('Satışın bir kısmı iade edildi').waitFor();
    await shot(page, 'kargo-sale-partly');
    await row(page, sales[0].receiptNo).click();
    await page.locator('.panel .banner').getByRole('button', { name: 'İptal et' }).click();
    await page.locator('dialog[open]').getByRole('button', { name: 'İptal et' }).click();
    await row(page, sales[0].receiptNo).getByText('İptal', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Yeni gönderi' }).first().click();
    await page.getByLabel('Fiş numarası').fill(sales[0].receiptNo);
    await page.keyboard.press('Enter');
    await page.getByText('Bu fişten gönderi oluşturulmaz.').waitFor();
    expect(await faults(page)).to.deep.equal([]);
    await shot(page, 'kargo-form-refunded');
    expect(errors).to.deep.equal([]);
    await close();
  });

  for (const [language, title, words] of [['ru', 'Отправления', 'Новое отправление'], ['uz', 'Joʻnatmalar', 'Yangi joʻnatma'], ['en', 'Shipments', 'New shipment']] as const)
    it(`are whole in ${language}, and nothing is cut off or runs over`, async () => {
      const { page, errors, close } = await openPage({ dark: language === 'uz' });
      await page.addInitScript(chosen => localStorage.setItem('sontechsp.language', JSON.stringify(chosen)), language);
      await signIn(page, shop, '/kargo');
      await page.getByRole('heading', { name: title }).waitFor();
      await page.locator('.table-rows > .table-row').first().click();
      await page.locator('.panel').waitFor();
      expect(await faults(page)).to.deep.equal([]);
      await shot(page, `kargo-list-${language}`);
      await page.getByRole('button', { name: words }).first().click();
      await page.locator('.panel form').waitFor();
      expect(await faults(page)).to.deep.equal([]);
      await shot(page, `kargo-form-${language}`);
      expect(errors).to.deep.equal([]);
      await close();
    });
});
