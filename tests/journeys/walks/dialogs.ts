import { settled } from '../../support/walk.js';
import type { Walk } from './walk.js';

/** Dialogs that stand apart from lists and cards. */
export async function walkDialogs({ page, shop, look }: Walk): Promise<void> {
  await page.locator('.top-bar-user').click();
  await page.locator('.menu:popover-open [role=menuitem]').first().click();
  await page.locator('dialog[open] input').first().waitFor();
  await look('own PIN');
  await page.keyboard.press('Escape');
  await page.goto(`${shop.url}/plugins`);
  await page.locator('.plugin-card [role=switch][aria-checked=true]:not(:disabled)').last().click();
  await page.locator('dialog[open]').waitFor();
  await settled(page);
  await look('switching a plugin off');
  await page.keyboard.press('Escape');
  await page.goto(`${shop.url}/products/import`);
  await page.locator('input[type=file]').setInputFiles({ name: 'urunler.csv', mimeType: 'text/csv', buffer: Buffer.from('barkod,ad,kategori,kdv_orani,satis_fiyati\n8681111111118,Deneme,Genel,10,12.50\nyok,,Genel,99,-1\n') });
  await page.locator('button[type=submit]').click();
  await page.locator('.import-errors li').first().waitFor();
  await look('an import with errors');
  await page.goto(`${shop.url}/refund`);
  await page.locator('.refund-sale').first().waitFor();
  for (let down = 0; down < 2; down++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.locator('.refund-row').first().waitFor();
  await page.keyboard.type('*');
  await page.waitForTimeout(400);
  await look('a refund');
  await page.keyboard.press('F6');
  await page.locator('.refund-tools [aria-pressed=true]', { hasText: 'F6' }).waitFor();
  await look('an exchange');
  await page.goto(`${shop.url}/kargo`);
  await page.locator('.table-rows > .table-row', { hasText: 'WEB-2' }).click();
  await page.locator('.panel [aria-haspopup=menu]').first().click();
  await page.locator('.menu:popover-open').waitFor();
  await look('labels of a shipment');
  await page.keyboard.press('Escape');

  await page.route('**/api/users?*', route => route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify({ status: 500, code: 'host.unexpected', title: 'Beklenmeyen bir hata', detail: 'İstek 4711 yerine getirilemedi. Yeniden deneyin.', requestId: '4711' }) }));
  await page.goto(`${shop.url}/users`);
  await page.locator('.banner-danger').waitFor();
  await look('a list that could not be had');
  await page.unroute('**/api/users?*');
  await page.goto(`${shop.url}/nowhere`);
  await page.locator('.frame-screen .empty').waitFor();
  await look('no such screen');
}
