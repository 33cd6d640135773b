import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { closeBrowser, openPage, scan } from '../support/browser.js';
import { openShop, PASSWORD, type Shop } from '../support/host.js';
import { misfitsOf, sentencesOf, tillSizes } from '../support/looks.js';

const MILK = '8690000000418';
/** Where pictures of what is judged go, when somebody wants to look. */
const pictures = process.env.SONTECHSP_PICTURES;

/** Words that do not fit their button, label or cell, and keys that are out of sight. */
async function misfits(page: Page, at: string): Promise<string[]> {
  if (pictures) await page.screenshot({ path: `${pictures}/${at.replaceAll(/[^\w]+/g, '-')}.png` });
  const seen = [...await misfitsOf(page), ...(await sentencesOf(page)).map(key => `no sentence: ${key}`), ...(await page.locator('.sale').count() > 0 ? await tillSizes(page) : [])];
  return seen.map(fault => `${at}: ${fault}`);
}

describe('The words of the till', function () {
  this.timeout(120_000);
  let shop: Shop;
  before(async () => {
    shop = await openShop('sqlite');
    const made = await shop.admin.post('/api/katalog/products', { name: 'Süt, yarım yağlı, uzun ömürlü, 1 litre', barcodes: [{ code: MILK }], vatRate: 10, price: 4690, unit: 'piece' });
    expect(made.status).to.equal(201);
    await shop.admin.post('/api/stock/movements', { productId: made.body.id, warehouseId: shop.warehouseId, type: 'in', quantity: 1000, reason: 'test' });
  });
  after(async () => {
    await closeBrowser();
    await shop.stop();
  });

  for (const [language, cash] of [['ru', 'Наличные'], ['uz', 'Naqd']] as const)
    it(`fit in ${language} on a small and a usual screen, without the page scrolling`, async () => {
      const { page, errors, close } = await openPage();
      const found: string[] = [];
      const look = async (what: string): Promise<void> => {
        for (const [width, height] of [[1024, 768], [1280, 720], [390, 844]] as const) {
          await page.setViewportSize({ width, height });
          // What follows the size of its place does so with the next frame.
          await page.waitForTimeout(60);
          found.push(...await misfits(page, `${language} ${width} ${what}`));
        }
      };
      await page.addInitScript(chosen => localStorage.setItem('sontechsp.language', chosen), JSON.stringify(language));
      await page.goto(`${shop.url}/sale`);
      await page.locator('input[type=password]').waitFor();
      await look('sign-in');
      await page.locator('input').first().fill('admin');
      await page.locator('input[type=password]').fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page.locator('.sale-foot').waitFor();
      await look('empty');
      for (let i = 0; i < 3; i++) await scan(page, MILK);
      await page.waitForFunction(() => document.querySelector('.sale-row-asking') === null && document.querySelector('.sale-rows [role=option]') !== null);
      expect(await page.locator('.sale-foot').innerText()).to.contain(cash);
      await look('basket');
      for (const key of ['F1', 'F2', 'F4', 'F5', 'F6', 'F7', 'F8', 'F9', 'F10', 'F11', 'F12']) {
        await page.keyboard.press(key);
        await page.waitForTimeout(80);
        await look(key);
        await page.keyboard.press('Escape');
      }
      await page.keyboard.press('F9');
      await page.keyboard.press('Enter');
      await page.locator('.sale-done-number').waitFor();
      await look('done');
      for (const path of ['/users', '/sales', '/refund', '/favourites', '/products', '/stock']) {
        await page.goto(shop.url + path);
        await page.locator('.table-rows, .empty, h1').first().waitFor();
        await look(path);
      }
      expect(found.join('\n')).to.equal('');
      expect(errors).to.deep.equal([]);
      await close();
    });
});
