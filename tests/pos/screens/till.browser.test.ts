import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { closeBrowser, openPage, scan } from '../../support/browser.js';
import { openShop, PASSWORD, type Shop } from '../../support/host.js';
import { faults, tillSizes } from '../../support/looks.js';

const MILK = '8690000000418', TEA = '8690065500014';

/** The rows of the basket as `name quantity`, once every scan is answered. */
async function rows(page: Page): Promise<string[]> {
  await page.waitForFunction(() => document.querySelector('.sale-row-asking') === null);
  return page.locator('.sale-rows [role=option]').evaluateAll(all =>
    all.map(row => `${row.querySelector('.sale-row-title')?.textContent} ${row.querySelector('.sale-row-quantity')?.textContent ?? '!'}`));
}
async function showsRows(page: Page, wanted: string[]): Promise<void> {
  for (let tries = 0; tries < 40 && JSON.stringify(await rows(page)) !== JSON.stringify(wanted); tries++) await page.waitForTimeout(50);
  expect(await rows(page)).to.deep.equal(wanted);
}
/** Types as a person does. */
const type = (page: Page, text: string) => page.keyboard.type(text, { delay: 120 });

describe('The till in a browser', function () {
  this.timeout(90_000);
  let shop: Shop;
  let page: Page;
  let errors: string[];
  let close: () => Promise<void>;

  async function enter(options: Parameters<typeof openPage>[0] = {}): Promise<void> {
    ({ page, errors, close } = await openPage(options));
    await page.goto(`${shop.url}/sale`);
    await page.locator('input[type=password]').waitFor();
    await page.locator('input').first().fill('admin');
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.locator('.sale-foot').waitFor();
  }
  before(async () => {
    shop = await openShop('sqlite');
    for (const [name, code, price] of [['Süt', MILK, 4690], ['Çay', TEA, 3395]] as const) {
      const made = await shop.admin.post('/api/katalog/products', { name, barcodes: [{ code }], vatRate: 10, price, unit: 'piece' });
      expect(made.status).to.equal(201);
      await shop.admin.post('/api/stock/movements', { productId: made.body.id, warehouseId: shop.warehouseId, type: 'in', quantity: 1000, reason: 'test' });
    }
  });
  beforeEach(() => enter());
  afterEach(async () => {
    expect(errors).to.deep.equal([]);
    await close();
  });
  after(async () => {
    await closeBrowser();
    await shop.stop();
  });

  it('hears a scan in the search, and leaves what was typed there as it was', async () => {
    await page.keyboard.press('F2');
    await type(page, 'ça');
    await page.waitForTimeout(200);
    await scan(page, MILK);
    await showsRows(page, ['Süt 1']);
    expect(await page.locator('.sale .search input').inputValue()).to.equal('ça');
    await page.locator('.sale-hit').waitFor();
    await page.keyboard.press('Enter');
    await showsRows(page, ['Süt 1', 'Çay 1']);
  });

  it('hears a scan behind a dialog and a menu, and leaves both open', async () => {
    await page.keyboard.press('Control+k');
    await page.locator('dialog[open] input').waitFor();
    await scan(page, MILK);
    await showsRows(page, ['Süt 1']);
    expect(await page.locator('dialog[open] input').inputValue()).to.equal('');
    await page.keyboard.press('Escape');
    await page.locator('.top-bar-user').click();
    await page.locator('.menu:popover-open').waitFor();
    await scan(page, MILK);
    await showsRows(page, ['Süt 2']);
    expect(await page.locator('.menu:popover-open').count()).to.equal(1);
  });

  it('takes the amount typed in the payment, also after a scan there, and the twins of keys browsers keep', async () => {
    await scan(page, MILK);
    await showsRows(page, ['Süt 1']);
    await page.keyboard.press('Alt+Digit9');
    await type(page, '10');
    await scan(page, TEA);
    await showsRows(page, ['Süt 1', 'Çay 1']);
    await type(page, '0');
    await page.keyboard.press('Enter');
    await page.locator('.sale-done').waitFor();
    expect(await page.locator('.sale-change-amount').innerText()).to.match(/19,15/);
    await scan(page, TEA);
    await showsRows(page, ['Çay 1']);
    await page.keyboard.press('Alt+Digit0');
    await page.keyboard.press('Enter');
    await page.locator('.sale-done').waitFor();
    const { body } = await shop.admin.get('/api/pos/sales?limit=1');
    expect(body.items[0].payments.map((p: { method: string; amount: number }) => [p.method, p.amount])).to.deep.equal([['card', 3395]]);
  });

  it('takes a code and a quantity typed by hand where no field has the focus', async () => {
    await type(page, MILK);
    await page.keyboard.press('Enter');
    await showsRows(page, ['Süt 1']);
    await type(page, '3*');
    await scan(page, TEA);
    await showsRows(page, ['Süt 1', 'Çay 3']);
    await page.keyboard.press('Delete');
    await showsRows(page, ['Süt 1']);
    await page.keyboard.press('Control+z');
    await showsRows(page, ['Süt 1', 'Çay 3']);
  });

  it('prints the decimal mark for the decimal key of the number pad, whatever that key says', async () => {
    await scan(page, MILK);
    await showsRows(page, ['Süt 1']);
    await page.keyboard.press('F9');
    await type(page, '100');
    await page.keyboard.press('NumpadDecimal');
    await type(page, '5');
    expect(await page.locator('.entry-field').inputValue()).to.equal('100,5');
  });

  it('has the basket in another page after its own was killed', async () => {
    await scan(page, MILK);
    await scan(page, TEA);
    await scan(page, MILK);
    await showsRows(page, ['Süt 2', 'Çay 1']);
    const total = await page.locator('.sale-total-amount').innerText();
    const next = await page.context().newPage();
    const devtools = await page.context().newCDPSession(page);
    devtools.send('Page.crash').catch(() => {});
    await page.waitForEvent('crash');
    await next.goto(`${shop.url}/sale`);
    await next.locator('.sale-rows [role=option]').first().waitFor({ timeout: 3000 });
    expect([await rows(next), await next.locator('.sale-total-amount').innerText()]).to.deep.equal([['Süt 2', 'Çay 1'], total]);
  });

  for (const view of [{ width: 1280, height: 720 }, { width: 1024, height: 768, dark: true }, { width: 390, height: 844 }]) {
    it(`has nothing wrong for eyes and fingers at ${view.width} × ${view.height}${view.dark ? ' in the dark' : ''}`, async () => {
      await close();
      await enter(view);
      const found: string[] = [];
      const look = async (at: string) => { found.push(...[...await faults(page), ...await tillSizes(page)].map(fault => `${at}: ${fault}`)); };
      await look('empty');
      for (const code of [MILK, TEA, '8690000000419']) await scan(page, code);
      await showsRows(page, ['Süt 1', 'Çay 1', '8690000000419 !']);
      await look('lines');
      await page.keyboard.press('ArrowUp');
      for (const key of ['F2', 'F4', 'F5', 'F6']) {
        await page.keyboard.press(key);
        await look(key);
        await page.keyboard.press('Escape');
      }
      for (const [key, there] of [['F7', '.sale-name'], ['F8', '.sale-side .empty'], ['F12', '.sale-side .entry-field']] as const) {
        await page.keyboard.press(key);
        await page.locator(there).waitFor();
        await look(key);
        if (key !== 'F12') await page.keyboard.press('Escape');
      }
      await page.getByRole('button', { name: 'Banknot', exact: true }).click();
      await look('notes');
      await page.keyboard.press('Escape');
      await page.keyboard.press('F11');
      await type(page, '20');
      await page.keyboard.press('Enter');
      await page.locator('.sale-pay-parts button').waitFor();
      await look('split');
      await page.keyboard.press('Enter');
      await page.locator('.sale-done').waitFor();
      await look('done');
      expect(found).to.deep.equal([]);
    });
  }
});
