import { scan } from '../../support/browser.js';
import { MILK, OIL, SCARCE } from './full-shop.js';
import { type, type Walk } from './walk.js';

/** The till, key by key. */
export async function walkTill({ page, shop, look }: Walk): Promise<void> {
  const stands = (selector: string) => page.locator(selector).first().waitFor();
  await page.goto(`${shop.url}/sale`);
  await stands('.sale-foot');
  await look('till, empty');
  for (const code of [MILK, OIL, SCARCE, SCARCE, '8690000000419']) await scan(page, code);
  await page.waitForFunction(() => document.querySelectorAll('.sale-rows [role=option]:not(.sale-row-asking)').length === 4);
  await look('till, lines');
  for (let up = 0; up < 3; up++) await page.keyboard.press('ArrowUp');
  for (const [key, there] of [['F1', 'dialog[open] .key-help'], ['F2', '.sale-tools-top input:focus'], ['F4', '.sale-edit-quantity'], ['F5', '.sale-edit-discount'], ['F6', '.sale-edit-price'], ['F7', '.sale-name'], ['F8', '.sale-hit'], ['F9', '.sale-pay'], ['F10', '.sale-pay'], ['F11', '.sale-pay-none'], ['Control+k', 'dialog[open] .palette']] as const) {
    await page.keyboard.press(key);
    await stands(there);
    await look(`till, ${key}`);
    if (key === 'F2') {
      await type(page, 's');
      await stands('.sale-hit');
      await look('till, hits of the search');
      await page.keyboard.press('Escape');
    }
    await page.keyboard.press('Escape');
  }
  await page.locator('.sale-tools-top [aria-haspopup=menu]').click();
  await look('till, menu');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+f');
  await stands('.tile');
  await look('till, favourites');
  await page.keyboard.press('Control+f');
  await stands('.pad');
  await page.keyboard.press('F11');
  await type(page, '20');
  await page.keyboard.press('Enter');
  await stands('.sale-pay-parts');
  await look('till, a payment taken');
  await page.keyboard.press('Enter');
  await page.locator('.sale-done, .sale-pay-stopped').first().waitFor();
  await look('till, done');
}
