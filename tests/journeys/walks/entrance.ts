import { PASSWORD } from '../../support/host.js';
import type { Walk } from './walk.js';

/** In with user and password, once refused, to a till of one's choice. */
export async function walkEntrance({ page, shop, till, look }: Walk): Promise<void> {
  await page.goto(`${shop.url}/sale`);
  await page.locator('input[type=password]').waitFor();
  await look('sign-in');
  await page.locator('input').first().fill('admin');
  await page.locator('input[type=password]').fill('yanlış-parola-9');
  await page.keyboard.press('Enter');
  await page.locator('.entrance-card .banner-danger').waitFor();
  await look('sign-in, refused');
  await page.locator('input[type=password]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('.place-terminal').first().waitFor();
  await look('place');
  await page.locator('.place-terminal', { hasText: till.name }).first().click();
  await page.locator('.sale-foot').waitFor();
  await page.locator('.top-bar-user').click();
  await look('user menu');
  await page.keyboard.press('Escape');
}
