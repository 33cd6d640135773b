import { definePlugin, tap } from '@sontechsp/sdk';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { installed } from '../../../host/installed.js';
import { payment } from '../../../plugins/pos/contract.js';
import { closeBrowser, openPage } from '../../support/browser.js';
import { makeGood } from '../../support/goods.js';
import { PASSWORD, openShop, type Shop } from '../../support/host.js';

const mealCard = definePlugin({
  id: 'yemek', name: 'Yemek kartı', version: '1.0.0', requires: ['pos'],
  taps: [tap(payment.methods, {}, () => [{ method: 'mealcard', title: 'yemek:card' }])],
  locales: { tr: { card: 'Yemek kartı' } },
});

describe('The card of a past sale', function () {
  this.timeout(60_000);
  let shop: Shop;
  let page: Page;
  let close: () => Promise<void>;
  before(async () => {
    shop = await openShop('sqlite', { plugins: [...installed, mealCard] });
    ({ page, close } = await openPage());
    await page.goto(shop.url);
    await page.locator('input[autocomplete=username]').fill('admin');
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.locator('.sale-foot').waitFor();
  });
  after(async () => {
    await close?.();
    await closeBrowser();
    await shop?.stop();
  });
  const payments = async (): Promise<string> => (await page.locator('.history-payments').innerText()).replace(/\s+/g, ' ');

  it('names the ways to pay that plugins add, and shows what rounding cash added', async () => {
    await shop.admin.put(`/api/plugins/pos/settings?storeId=${shop.storeId}`, { cashRounding: 25 });
    const good = await makeGood(shop.admin, { price: 4690, warehouseId: shop.warehouseId, onHand: 10 });
    const sold = await shop.admin.post('/api/pos/sales', { lines: [{ productId: good.id, quantity: 2 }], payments: [{ method: 'mealcard', amount: 2000 }, { method: 'cash', amount: 8000 }] });
    expect(sold.status, sold.text).to.equal(201);
    await page.goto(`${shop.url}/sales?id=${sold.body.id}`);
    await page.locator('.history-payments').waitFor();
    await page.waitForFunction(() => !/mealcard/.test(document.querySelector('.history-payments')?.textContent ?? 'mealcard'));
    expect(await payments()).to.match(/^Nakit yuvarlama [-−]₺0,05 Yemek kartı ₺20,00 Nakit ₺80,00 Para üstü ₺6,25$/);
    const back = await shop.admin.post(`/api/pos/sales/${sold.body.id}/refunds`, { lines: [{ lineId: sold.body.lines[0].id, quantity: 1 }], reason: 'x', payments: [{ method: 'cash', amount: 4700 }] });
    expect(back.status, back.text).to.equal(201);
    await page.reload();
    await page.locator('.panel').getByText('Yemek kartı ₺20,00').waitFor();
  });

  it('is found by part of its number', async () => {
    const search = page.locator('input[type=search]').first();
    await search.fill('0001');
    await page.waitForFunction(() => document.querySelectorAll('[role=grid] [role=row]').length === 2);
    await page.getByRole('row', { name: /M1-K1-000001/ }).waitFor();
    await search.fill('m1-k1-000');
    await page.waitForFunction(() => document.querySelectorAll('[role=grid] [role=row]').length === 3);
    await search.fill('7777');
    await page.waitForFunction(() => document.querySelectorAll('[role=grid] [role=row]').length < 2);
  });
});
