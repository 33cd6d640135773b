import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { closeBrowser, openPage, scan } from '../support/browser.js';
import { goTo, settled } from '../support/walk.js';
import { walkEntrance } from './walks/entrance.js';
import { MILK, OIL, openFullShop, type FullShop } from './walks/full-shop.js';

/** What is chosen, pressed, on or here. */
const states = ['aria-selected', 'aria-pressed', 'aria-checked', 'aria-current'];

/** States of the page that nobody could see: the picture is the same without them. */
async function unseen(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const state of states) {
    const all = page.locator(`[${state}]:not([${state}=false], .unseen):visible`);
    for (let at = 0; at < Math.min(6, await all.count()); at++) {
      const one = await all.nth(at).elementHandle();
      const box = await one!.boundingBox();
      if (!box || box.y + box.height > page.viewportSize()!.height || box.y < 0) continue;
      const clip = { x: Math.max(0, box.x - 3), y: Math.max(0, box.y - 3), width: box.width + 6, height: box.height + 6 };
      const picture = () => page.screenshot({ clip, animations: 'disabled' });
      const [before, value] = [await picture(), await one!.getAttribute(state)];
      await one!.evaluate((element, name) => element.setAttribute(name, 'false'), state);
      if (state === 'aria-current') await one!.evaluate((element, name) => element.removeAttribute(name), state);
      const same = before.equals(await picture());
      await one!.evaluate((element, [name, was]) => element.setAttribute(name!, was!), [state, value!]);
      if (same) found.push(`${state}: ${await one!.evaluate(element => element.outerHTML.slice(0, 120))}`);
    }
  }
  return found;
}
/** Whether the element that has the focus is outlined. Behind the last one the focus leaves the page. */
const focused = (page: Page): Promise<string> => page.evaluate(() => {
  const element = document.activeElement;
  if (!element || element === document.body) return '';
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 ? '' : `no focus to be seen: ${element.outerHTML.slice(0, 120)}`;
});

describe('Where the system sets the colours', function () {
  this.timeout(120_000);
  let shop: FullShop;
  before(async () => { shop = await openFullShop(); });
  after(async () => {
    await closeBrowser();
    await shop?.stop();
  });

  for (const colorScheme of ['light', 'dark'] as const)
    it(`what is chosen, pressed or on, and what has the focus, is seen on a ${colorScheme} ground`, async () => {
      const { page, errors, close } = await openPage();
      await page.emulateMedia({ forcedColors: 'active', colorScheme, reducedMotion: 'reduce' });
      const found: string[] = [];
      const look = async (what: string): Promise<void> => { found.push(...(await unseen(page)).map(one => `${what}: ${one}`)); };
      await walkEntrance({ page, shop, till: shop.tills[0]!, look });
      for (const code of [MILK, OIL]) await scan(page, code);
      await page.waitForFunction(() => document.querySelectorAll('.sale-rows [role=option]:not(.sale-row-asking)').length === 2);
      await page.keyboard.press('ArrowUp');
      await look('till');
      for (const [key, there] of [['F5', '.sale-edit-discount'], ['F8', '.sale-hit'], ['F11', '.sale-pay-none'], ['Control+k', 'dialog[open] .palette-hit']] as const) {
        await page.keyboard.press(key);
        await page.locator(there).first().waitFor();
        await look(key);
        await page.keyboard.press('Escape');
      }
      await page.keyboard.press('Control+f');
      await page.locator('.tile').first().waitFor();
      await look('favourites');
      await page.keyboard.press('Control+f');
      for (const path of ['/products', '/plugins', '/outbox', '/roles', '/favourites', '/kargo']) {
        await goTo(page, path);
        await settled(page);
        const row = page.locator('.table-rows > .table-row-opens').first();
        if (await row.count() > 0) await row.click();
        await settled(page);
        await look(path);
        for (let tabs = 0; tabs < 8; tabs++) {
          await page.keyboard.press('Tab');
          found.push(...[await focused(page)].filter(Boolean).map(one => `${path}: ${one}`));
        }
      }
      expect(found.join('\n')).to.equal('');
      expect(errors).to.deep.equal([]);
      await close();
    });
});
