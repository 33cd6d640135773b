import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { closeBrowser, openPage, scan } from '../../support/browser.js';
import { openShop, PASSWORD, type Shop } from '../../support/host.js';

const MILK = '8690000000418', OIL = '8690065500014';
const views = [[1024, 768], [1280, 720], [1366, 768], [1920, 1080], [390, 844]] as const;

/** What the till says or offers in another size than it was designed in, and what of it cannot be seen without scrolling. */
const misfits = (page: Page): Promise<string[]> => page.evaluate(() => {
  const scale = [16, 18, 22, 28, 36, 48, 56, 72];
  const shown = (e: Element): boolean => e.clientWidth > 2 && !e.closest('.unseen, .skip, svg') && e.checkVisibility({ visibilityProperty: true });
  const name = (e: Element): string => `${e.tagName.toLowerCase()}.${e.getAttribute('class') ?? ''} ${e.textContent?.slice(0, 30) ?? ''}`;
  const all = (selector: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)].filter(shown);
  const texts = all('body *').filter(e => [...e.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()));
  const side = document.querySelector('.sale-side')!.getBoundingClientRect();
  const beyond = (e: HTMLElement): boolean => {
    const box = e.getBoundingClientRect();
    const room = e.closest('.sale-side') && side.width > 0 ? side : document.documentElement.getBoundingClientRect();
    return box.top < room.top - 0.5 || box.left < -0.5 || box.bottom > Math.min(room.bottom, innerHeight) + 0.5 || box.right > innerWidth + 0.5;
  };
  return [
    ...texts.filter(e => !scale.includes(parseFloat(getComputedStyle(e).fontSize))).map(e => `${getComputedStyle(e).fontSize}: ${name(e)}`),
    ...all('button, a, input, select, textarea, [role=option]').filter(e => !e.closest('dialog:not([open])') && Math.min(e.getBoundingClientRect().width, e.getBoundingClientRect().height) < 47.5).map(e => `under 48 px: ${name(e)}`),
    ...all('.sale-bar button, .pad button, .sale-quick button, .button-pay').filter(e => e.getBoundingClientRect().height < 63.5).map(e => `under 64 px: ${name(e)}`),
    ...all('.sale-total-amount, .sale-bar button, .pad button, .sale-quick button, .button-pay, .sale-pay-parts button, .sale-change-amount, .entry-field').filter(beyond).map(e => `out of sight: ${name(e)}`),
    ...all('.sale-total-amount').filter(e => getComputedStyle(e).fontSize !== '48px').map(e => `the total is not 48 px: ${name(e)}`),
    ...all('.sale-change-amount').filter(e => getComputedStyle(e).fontSize !== '56px').map(e => `the change is not 56 px: ${name(e)}`),
    ...(document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth ? ['the page scrolls'] : []),
  ];
});

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
        found.push(...(await misfits(page)).map(misfit => `${what} ${width}×${height}: ${misfit}`));
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
