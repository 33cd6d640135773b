import { scan } from '../../support/browser.js';
import { MILK, OIL, PIN } from './full-shop.js';
import { type, type Walk } from './walk.js';

/** Whose turn it is, by name and PIN; a manager's leave; no network; the customer's window; the lock. */
export async function walkPeople({ page, shop, till, look }: Walk): Promise<void> {
  const stands = (selector: string) => page.locator(selector).first().waitFor();
  await page.context().request.post(`${shop.url}/api/terminals/${till.id}/enrol`, { headers: { authorization: `Bearer ${shop.admin.token}` } });
  await page.locator('.top-bar-user').click();
  await page.locator('.menu:popover-open [role=menuitem]').last().click();
  await stands('.entrance-card');
  await page.goto(`${shop.url}/sale`);
  await stands('.names-tile');
  await look('people of the till');
  await page.locator('.names-tile', { hasText: 'Zeynep' }).click();
  await stands('.pin-field');
  await look('PIN');
  await page.keyboard.type('493817', { delay: 120 });
  await page.keyboard.press('Enter');
  await stands('.pin-note .icon');
  await look('PIN, refused');
  await page.keyboard.type(PIN, { delay: 120 });
  await page.keyboard.press('Enter');
  await stands('.sale-foot');

  await scan(page, MILK);
  await page.waitForFunction(() => document.querySelectorAll('.sale-rows [role=option]:not(.sale-row-asking)').length > 0);
  const display = await page.context().newPage();
  await display.goto(`${shop.url}/display`);
  await display.locator('.display-lines li').first().waitFor();
  await display.bringToFront();
  await look('customer’s window', display);
  await display.close();
  await page.bringToFront();
  await page.keyboard.press('F5');
  await stands('.sale-edit-discount');
  await type(page, '60');
  await page.keyboard.press('Enter');
  await page.locator('.sale-approve :is(.names-tile, .pin-field)').first().waitFor();
  await look('a manager’s leave');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  await page.context().setOffline(true);
  await scan(page, OIL);
  await stands('.frame-strip');
  await look('no network');
  await page.context().setOffline(false);
  await page.locator('.frame-strip').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+l');
  await stands('.entrance-card');
  await look('locked');
}
