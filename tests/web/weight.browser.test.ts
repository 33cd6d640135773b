import { expect } from 'chai';
import { closeBrowser, openPage } from '../support/browser.js';
import { openShop, PASSWORD } from '../support/host.js';
import { sum, weigh } from '../support/loads.js';

describe('The weight of the browser side', function () {
  this.timeout(120_000);

  it('is at most 60 KB of script for the till, 90 for a screen of the office, 40 for a part fetched on demand, and 20 of style', async () => {
    const shop = await openShop('sqlite');
    const { page, close } = await openPage();
    await page.goto(`${shop.url}/sale`);
    await page.locator('input').first().fill('admin');
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.locator('.sale-foot').waitFor();
    const { till, heaviest, lazy } = await weigh(page, shop.url);
    const list = [...till.scripts].sort(([, a], [, b]) => b - a).map(([path, size]) => `${size.toFixed(2)} ${path}`).join('\n');
    expect(sum(till.scripts), list).to.be.within(1, 60);
    expect(heaviest.size, heaviest.path).to.be.within(1, 90);
    expect(lazy.size, lazy.path).to.be.within(1, 40);
    expect(sum(till.styles)).to.be.within(1, 20);
    await close();
    await closeBrowser();
    await shop.stop();
  });
});
