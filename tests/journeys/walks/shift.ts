import { type, type Walk } from './walk.js';

/** The shift of a till, from its first coin to its report. */
export async function walkShift({ page, shop, look }: Walk): Promise<void> {
  await page.goto(`${shop.url}/sale`);
  await page.locator('.sale-foot').waitFor();
  await page.keyboard.press('F12');
  await page.locator('.sale-side .entry-field').waitFor();
  await look('shift, opening');
  await page.locator('.shift-ways .button').last().click();
  await look('shift, opening by notes');
  await page.locator('.shift-ways .button').first().click();
  await type(page, '500');
  await page.keyboard.press('Enter');
  await page.locator('.sale-tools').waitFor();
  await page.keyboard.press('F12');
  await page.locator('.shift-balance').waitFor();
  await look('shift');
  for (const at of [0, 1, 2]) {
    await page.locator('.shift-deeds .button').nth(at).click();
    await page.waitForTimeout(200);
    await look(`shift, deed ${at + 1}`);
    await page.keyboard.press('Escape');
    await page.locator('.shift-deeds').waitFor();
  }
  await page.locator('.shift-deeds .button').last().click();
  await page.waitForTimeout(300);
  await look('shift, what waits');
  await page.keyboard.press('Enter');
  await page.locator('.sale-side .entry-field').waitFor();
  await type(page, '100');
  await page.keyboard.press('Enter');
  await page.locator('.shift-facts').waitFor();
  await look('shift, counted');
  await type(page, 'Bozuk para');
  await page.keyboard.press('Enter');
  await page.locator('.shift-causes').waitFor();
  await look('shift, closed');
  await page.keyboard.press('Enter');
  await page.locator('.receipt-sheet[aria-busy=false]').waitFor();
  await look('shift, its report');
  await page.keyboard.press('Escape');
}
