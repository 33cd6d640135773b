import { expect } from 'chai';
import { closeBrowser, openPage, scan } from '../../support/browser.js';
import { openShop, PASSWORD, type Shop } from '../../support/host.js';
import { tillSizes } from '../../support/looks.js';

const MILK = '8690000000418', OIL = '8690065500014';
const views = [[1024, 768], [1280, 720], [1366, 768], [1920, 1080], [390, 844]] as const;

describe('The sizes of the till', function () {
  this.timeout(120_000);
  let shop: Shop;
  before(async () => {
    shop = await openShop('sqlite');
    for (const [name, code, price] of [['Süt, yarım yağlı, uzun ömürlü, 1 litre', MILK, 46_900], ['Zeytinyağı, natürel sızma, soğuk sıkım, erken hasat, cam şişe, 750 ml', OIL, 123_450]] as const) {
      const made = await shop.admin.post('/api/katalog/products', { name, barcodes: [{ code }], vatRate: 10, price, unit: 'piece' });
      await shop.admin.post('/api/stock/movements', { productId: made.body.id, warehouseId: shop.warehouseId, type: 'in', quantity: 1_000_000, reason: 'test' });
    }
  });
  after(async () => {
    await closeBrowser();
    await shop.stop();
  });

  it('are those it was designed in, with the total, the payments and all keys in sight, on every screen it was designed for', async () => {
    const { page, errors, close } = await openPage();
    const found: string[] = [];
    const look = async (what: string): Promise<void> => {
      for (const [width, height] of views) {
        await page.setViewportSize({ width, height });
        found.push(...(await tillSizes(page)).map(misfit => `${what} ${width}×${height}: ${misfit}`));
      }
      await page.setViewportSize({ width: 1280, height: 720 });
    };
    const type = (text: string) => page.keyboard.type(text, { delay: 120 });
    await page.goto(`${shop.url}/sale`);
    await page.locator('input[type=password]').waitFor();
    await page.locator('input').first().fill('admin');
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.locator('.sale-foot').waitFor();
    await look('empty');
    for (const code of [MILK, OIL, MILK, '8690000000419', OIL]) await scan(page, code);
    await page.waitForFunction(() => document.querySelectorAll('.sale-rows [role=option]:not(.sale-row-asking)').length === 3);
    await look('lines');
    await page.keyboard.press('ArrowUp');
    for (const [key, there] of [['F2', '.sale-tools-top input:focus'], ['F4', '.sale-edit-quantity'], ['F6', '.sale-edit-price'], ['F5', '.sale-edit-discount'], ['F7', '.sale-name'], ['F8', '.sale-side .empty'], ['F12', '.sale-side .entry-field'], ['F10', '.sale-pay'], ['F9', '.sale-pay']] as const) {
      await page.keyboard.press(key);
      await page.locator(there).waitFor();
      await look(key);
      await page.keyboard.press('Escape');
    }
    await page.keyboard.press('F5');
    await page.getByRole('button', { name: 'Satıra' }).click();
    await type('5');
    await page.keyboard.press('Enter');
    await page.keyboard.press('F5');
    await page.getByRole('button', { name: 'Satıra' }).click();
    await page.locator('.sale-story-ownDiscount').waitFor();
    await look('discount of a line');
    await page.keyboard.press('Escape');
    await page.keyboard.press('F12');
    await page.getByRole('button', { name: 'Banknot', exact: true }).click();
    await look('counting notes');
    await page.keyboard.press('Enter');
    await page.locator('.sale-rows').waitFor();
    await page.keyboard.press('Escape');

    await page.keyboard.press('F11');
    await look('split');
    for (let part = 1; part <= 4; part++) {
      await page.getByRole('group', { name: 'Ödeme yöntemi' }).getByRole('button', { name: 'Nakit', exact: true }).click();
      await type(`${part}0`);
      await page.keyboard.press('Enter');
      await page.locator(`.sale-pay-parts li:nth-child(${part})`).waitFor();
    }
    await look('four payments');
    await page.getByRole('group', { name: 'Ödeme yöntemi' }).getByRole('button', { name: 'Nakit', exact: true }).click();
    await type('9000');
    await page.keyboard.press('Enter');
    await page.locator('.sale-done').waitFor();
    await look('done');
    expect(found.join('\n')).to.equal('');
    expect(errors).to.deep.equal([]);
    await close();
  });
});
