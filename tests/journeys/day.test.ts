import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { closeBrowser, openPage, scan } from '../support/browser.js';
import { openShop, type Shop } from '../support/host.js';

const MILK = '8690000000418', TEA = '8690065500014', BREAD = '8690088013775';
const rows = (page: Page) => page.locator('.sale-rows [role=option]:not(.sale-row-asking)').count();
const total = (page: Page) => page.locator('.sale-total-amount').innerText();
/** As a person types: a scanner is faster. */
const type = (page: Page, text: string) => page.keyboard.type(text, { delay: 70 });
const press = async (page: Page, ...keys: string[]) => { for (const key of keys) await page.keyboard.press(key); };
const panel = (page: Page, name: string) => page.locator(`.sale-side [aria-label="${name}"]`).first().waitFor();

describe('A day at the till, by keyboard alone', function () {
  this.timeout(60_000);
  let shop: Shop;
  let page: Page;
  let errors: string[];
  let close: () => Promise<void>;
  const names = { ali: '', zeynep: '', mudur: '' };

  async function scans(...codes: string[]): Promise<void> {
    for (const code of codes) {
      const before = await rows(page);
      await scan(page, code);
      await page.waitForFunction(n => document.querySelectorAll('.sale-rows [role=option]:not(.sale-row-asking)').length > n, before);
    }
  }
  before(async () => {
    shop = await openShop('sqlite');
    for (const [name, code, price] of [['Süt', MILK, 4690], ['Çay', TEA, 3395], ['Ekmek', BREAD, 1045]] as const) {
      const made = await shop.admin.post('/api/katalog/products', { name, barcodes: [{ code }], vatRate: 10, price, unit: 'piece' });
      await shop.admin.post('/api/stock/movements', { productId: made.body.id, warehouseId: shop.warehouseId, type: 'in', quantity: 1000, reason: 'test' });
    }
    for (const [username, fullName, role, pin] of [['ali', 'Ali Kasiyer', 'cashier', '482915'], ['zeynep', 'Zeynep Şahin', 'cashier', '593026'], ['mudur', 'Mehmet Müdür', 'manager', '731904']] as const) {
      const made = await shop.admin.post('/api/users', { username, password: 'kedi-merdiven-7', fullName, roles: [role], storeIds: [shop.storeId] });
      names[username] = made.body.id;
      expect((await shop.admin.put(`/api/users/${made.body.id}/pin`, { pin })).status).to.equal(200);
    }
    const settings = await shop.admin.put(`/api/plugins/pos/settings?storeId=${shop.storeId}`, { shiftRequired: true, cashRounding: 25 });
    expect(settings.status, settings.text).to.equal(200);
    ({ page, errors, close } = await openPage());
    const enrolled = await page.context().request.post(`${shop.url}/api/terminals/${shop.terminalId}/enrol`, { headers: { authorization: `Bearer ${shop.admin.token}` } });
    expect(enrolled.status()).to.equal(201);
  });
  after(async () => {
    await close?.();
    await closeBrowser();
    await shop?.stop();
  });

  it('begins with a name and a PIN', async () => {
    await page.goto(shop.url);
    await page.locator('.names-tile').first().waitFor();
    expect(await page.locator('.names-tile').allInnerTexts()).to.have.length(3);
    await type(page, 'zey');
    await press(page, 'Enter');
    await press(page, 'Escape');
    await type(page, 'ali');
    await press(page, 'Enter');
    await type(page, '111111');
    await press(page, 'Enter');
    await page.getByText('PIN yanlış').waitFor();
    await type(page, '482915');
    await press(page, 'Enter');
    await page.locator('.sale-foot').waitFor();
  });

  it('takes scans without a shift, but sells only once one is open', async () => {
    await page.getByText('Bu mağazada satış için vardiya gerekir').waitFor();
    await scans(MILK);
    await press(page, 'F9');
    await panel(page, 'Vardiya aç');
    await scans(TEA);
    await type(page, '200');
    await press(page, 'Enter');
    await page.locator('.shift-state', { hasText: 'Vardiya' }).filter({ hasNotText: 'kapalı' }).waitFor();
    await scans(BREAD);
    expect(await total(page)).to.match(/91,30/);
  });

  it('rounds the cash, and shows it', async () => {
    await press(page, 'F9');
    await page.locator('.sale-pay-note', { hasText: '−0,05' }).or(page.locator('.sale-pay-note', { hasText: '-0,05' })).waitFor();
    await press(page, 'Enter');
    await page.locator('.sale-done', { hasText: 'M1-K1-000001' }).waitFor();
    expect(await page.locator('.sale-done-sums').innerText()).to.match(/91,25/);
    expect(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight)).to.equal(true);
  });

  it('puts a basket aside and takes it back', async () => {
    await scans(MILK, TEA);
    await scan(page, '8690504115114');
    await page.locator('.sale-row-bad').waitFor();
    await press(page, 'F7');
    await panel(page, 'Sepeti beklet');
    const unsold = page.locator('.sale-pay-unsold');
    expect(await unsold.innerText()).to.equal('1 okunmayan kod bekletilmez');
    expect(await unsold.evaluate(it => [getComputedStyle(it).fontWeight, getComputedStyle(it).color !== getComputedStyle(document.body).color])).to.deep.equal(['600', true]);
    await type(page, 'Ayşe Hanım');
    await press(page, 'Enter');
    await page.waitForFunction(() => document.querySelector('.sale-rows') === null);
    await press(page, 'F8');
    await page.locator('.sale-hit', { hasText: 'Ayşe Hanım' }).waitFor();
    await press(page, 'Enter');
    await page.waitForFunction(() => document.querySelectorAll('.sale-rows [role=option]').length === 2);
    expect(await total(page)).to.match(/80,85/);
  });

  it('locks with the basket in it, through a reload, and opens for another of the store', async () => {
    await press(page, 'Control+l');
    await page.getByRole('heading', { name: 'Kasa kilitli' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Kasa kilitli' }).waitFor();
    // A barcode is no PIN, and costs no try.
    await scan(page, MILK);
    expect(await page.locator('.pin-field').inputValue()).to.equal('');
    await press(page, 'Escape');
    await type(page, 'zeynep');
    await press(page, 'Enter');
    await type(page, '593026');
    await press(page, 'Enter');
    await page.locator('.top-bar-user', { hasText: 'Zeynep' }).waitFor();
    await page.waitForFunction(() => document.querySelectorAll('.sale-rows [role=option]').length === 2);
    expect(await total(page)).to.match(/80,85/);
  });

  it('gives a discount above the limit by a manager\'s PIN', async () => {
    await press(page, 'F5');
    await panel(page, 'İndirim');
    await type(page, '50');
    await press(page, 'Enter');
    await panel(page, 'Yönetici onayı');
    await page.locator('.pin-field').waitFor();
    await type(page, '731904');
    await press(page, 'Enter');
    await page.waitForFunction(() => /40,42/.test(document.querySelector('.sale-total-amount')?.textContent ?? ''));
    await press(page, 'F10', 'Enter');
    await page.locator('.sale-done', { hasText: 'M1-K1-000002' }).waitFor();
    const used = await shop.host.database.query<{ user_id: string; approver_id: string }>('SELECT user_id, approver_id FROM onaylar WHERE used_at IS NOT NULL', []);
    expect(used).to.deep.equal([{ user_id: names.zeynep, approver_id: names.mudur }]);
  });

  it('pays out, counts, and closes with a difference that it explains', async () => {
    await press(page, 'F12');
    await page.locator('.shift-balance-amount', { hasText: '291,25' }).waitFor();
    await press(page, 'Tab', 'Enter');
    await panel(page, 'Para al');
    await type(page, '50');
    await press(page, 'Enter');
    await type(page, 'Bankaya');
    await press(page, 'Enter');
    await page.locator('.shift-balance-amount', { hasText: '241,25' }).waitFor();
    await press(page, 'Tab', 'Tab', 'Tab', 'Enter');
    await panel(page, 'Kasa sayımı');
    // 50 less than there should be: as if the last had been taken twice.
    await type(page, '191,25');
    await press(page, 'Enter');
    await page.locator('.shift-difference', { hasText: '50,00' }).waitFor();
    await type(page, 'Bulunamadı');
    await press(page, 'Enter');
    await panel(page, 'Vardiya kapandı');
    expect(await page.locator('.shift-causes li').count()).to.be.greaterThan(0);
    await press(page, 'Enter');
    await page.frameLocator('.receipt-frame').getByText('Z RAPORU 1').waitFor();
    expect(await page.frameLocator('.receipt-frame').locator('body').innerText()).to.match(/Bulunamadı/);
  });

  it('left no error in the browser and no violated invariant', async () => {
    expect(errors).to.deep.equal([]);
    expect(await shop.doctor()).to.deep.equal([]);
  });
});
