import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { closeBrowser, openPage, scan } from '../support/browser.js';
import { openShop, PASSWORD, type Shop } from '../support/host.js';

const MILK = '8690000000418';
/** Where pictures of what is judged go, when somebody wants to look. */
const pictures = process.env.SONTECHSP_PICTURES;

/** Words that do not fit their button, label or cell, and pages that scroll. */
async function misfits(page: Page, at: string): Promise<string[]> {
  await page.evaluate(() => document.fonts.ready);
  if (pictures) await page.screenshot({ path: `${pictures}/${at.replaceAll(/[^\w]+/g, '-')}.png` });
  const seen = await page.evaluate(() => {
    const shown = (e: HTMLElement): boolean => e.clientWidth > 2 && !e.closest('.unseen, .skip, svg, .table-rows') && e.checkVisibility({ visibilityProperty: true });
    const cut = [...document.querySelectorAll<HTMLElement>('body *')].filter(e => shown(e) && e.innerText && !e.matches('.cut, .main-menu-title') && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== 'auto');
    const broken: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      if (!text.parentElement || !shown(text.parentElement)) continue;
      for (const { 0: word, index } of (text.textContent ?? '').matchAll(/[^\s\u00ad/-]{2,}/g)) {
        const range = new Range();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        if (new Set([...range.getClientRects()].map(r => Math.round(r.top))).size > 1) broken.push(`${word} of '${text.textContent}'`);
      }
    }
    const side = document.querySelector<HTMLElement>('.sale-side');
    return [
      ...new Set(cut.map(e => `does not fit: ${e.tagName.toLowerCase()}.${e.className} ${e.innerText.trim()}`)),
      ...new Set(broken.map(word => `is broken: ${word}`)),
      ...(document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth ? ['the page scrolls'] : []),
      ...(side && side.clientHeight > 0 && side.scrollHeight > side.clientHeight + 1 ? ['the keys are out of sight'] : []),
      ...(document.body.innerText.match(/\b(host|pos|stock|katalog):[a-z]+\.[\w.]+/g) ?? []).map(key => `no sentence: ${key}`),
    ];
  });
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
        for (const [width, height] of [[1024, 768], [1280, 720]] as const) {
          await page.setViewportSize({ width, height });
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
