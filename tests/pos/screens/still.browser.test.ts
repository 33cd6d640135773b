import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { closeBrowser, openPage, scan } from '../../support/browser.js';
import { PASSWORD, openShop, type Shop } from '../../support/host.js';

const CODES = ['8690000000418', '8690065500014', '8690088013775'];
interface Watched { moved: string[] }
interface Shift { readonly sources: readonly { readonly node: Element | null }[] }

describe('The till', function () {
  this.timeout(60_000);
  let shop: Shop;
  let page: Page;
  let close: () => Promise<void>;
  before(async () => {
    shop = await openShop('sqlite', { demo: true });
    ({ page, close } = await openPage());
    await page.addInitScript(() => {
      const { moved } = Object.assign(window, { moved: [] as string[] }) as unknown as Watched;
      new PerformanceObserver(list => {
        for (const { sources } of list.getEntries() as unknown as Shift[]) moved.push(...sources.map(({ node }) => `${node?.nodeName}.${node?.className} ${node?.textContent?.slice(0, 30)}`));
      }).observe({ type: 'layout-shift' });
    });
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

  it('keeps all in its place through sales, however the total grows and however long a sale takes to be written', async () => {
    await page.evaluate(() => { (window as unknown as Watched).moved.length = 0; });
    await page.route('**/api/pos/sales', async route => {
      await new Promise(done => setTimeout(done, 200));
      await route.continue();
    });
    for (let sale = 1; sale <= 3; sale++) {
      for (const [n, code] of CODES.entries()) {
        await scan(page, code);
        await page.waitForFunction(rows => document.querySelectorAll('.sale-rows [role=option]:not(.sale-row-asking)').length === rows, n + 1);
      }
      await page.keyboard.press('F9');
      await page.locator('.sale-pay').waitFor();
      await page.keyboard.press('Enter');
      await page.locator('.sale-pay [aria-busy=true]').waitFor();
      await page.locator('.sale-done').waitFor();
    }
    expect(await page.evaluate(() => (window as unknown as Watched).moved)).to.deep.equal([]);
  });
});
