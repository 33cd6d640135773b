import type { Language } from '@sontechsp/sdk/ui';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { closeBrowser, openPage, scan } from '../support/browser.js';
import { PASSWORD } from '../support/host.js';
import { faults } from '../support/looks.js';
import { screensOf, settled, walkScreen, type Look } from '../support/walk.js';
import { MILK, OIL, PIN, SCARCE, openFullShop, type FullShop } from './full-shop.js';

const type = (page: Page, text: string) => page.keyboard.type(text, { delay: 120 });

/** Keeps what is wrong in either theme, with where it was. */
export function judge(page: Page, language: string): { look: Look; found: string[]; seen: string[] } {
  const found: string[] = [], seen: string[] = [];
  return {
    found, seen,
    async look(what, at = page) {
      seen.push(what);
      if (process.env.SONTECHSP_SHOTS) await at.screenshot({ path: `${process.env.SONTECHSP_SHOTS}/${language}-${what.replace(/[^\w]+/g, '-').slice(0, 60)}-${seen.length}.png` });
      found.push(...(await faults(at, 'both')).map(fault => `${language}, ${what}: ${fault}`));
    },
  };
}

/** Whose turn it is, by name and PIN; a manager's leave; no network; the customer's window; the lock. */
async function walkPeople(page: Page, shop: FullShop, look: Look): Promise<void> {
  const stands = (selector: string) => page.locator(selector).first().waitFor();
  await page.context().request.post(`${shop.url}/api/terminals/${shop.terminalId}/enrol`, { headers: { authorization: `Bearer ${shop.admin.token}` } });
  await page.locator('.top-bar-user').click();
  await page.locator('.menu:popover-open [role=menuitem]').last().click();
  await stands('.entrance-card');
  await page.reload();
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

/** Dialogs that stand apart from lists and cards. */
async function walkDialogs(page: Page, url: string, look: Look): Promise<void> {
  await page.locator('.top-bar-user').click();
  await page.locator('.menu:popover-open [role=menuitem]').first().click();
  await page.locator('dialog[open] input').first().waitFor();
  await look('own PIN');
  await page.keyboard.press('Escape');
  await page.goto(`${url}/plugins`);
  await page.locator('.plugin-card [role=switch][aria-checked=true]:not(:disabled)').last().click();
  await page.locator('dialog[open]').waitFor();
  await settled(page);
  await look('switching a plugin off');
  await page.keyboard.press('Escape');
  await page.goto(`${url}/products/import`);
  await page.locator('input[type=file]').setInputFiles({ name: 'urunler.csv', mimeType: 'text/csv', buffer: Buffer.from('barkod,ad,kategori,kdv_orani,satis_fiyati\n8681111111118,Deneme,Genel,10,12.50\nyok,,Genel,99,-1\n') });
  await page.locator('button[type=submit]').click();
  await page.locator('.import-errors li').first().waitFor();
  await look('an import with errors');
  await page.goto(`${url}/refund`);
  await page.locator('.refund-sale').first().waitFor();
  for (let down = 0; down < 2; down++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.locator('.refund-row').first().waitFor();
  await page.keyboard.type('*');
  await page.waitForTimeout(400);
  await look('a refund');
}

/** The till, key by key. */
async function walkTill(page: Page, url: string, look: Look): Promise<void> {
  const stands = (selector: string) => page.locator(selector).first().waitFor();
  await page.goto(`${url}/sale`);
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
async function walkShift(page: Page, look: Look): Promise<void> {
  await page.keyboard.press('F12');
  await page.locator('.sale-side :is(.entry-field, .shift-balance)').first().waitFor();
  if (await page.locator('.shift-balance').count() === 0) {
    await look('shift, opening');
    await page.locator('.shift-ways .button').last().click();
    await look('shift, opening by notes');
    await page.locator('.shift-ways .button').first().click();
    await type(page, '500');
    await page.keyboard.press('Enter');
    await page.locator('.sale-tools').waitFor();
    await page.keyboard.press('F12');
    await page.locator('.shift-balance').waitFor();
  }
  await look('shift');
  for (const at of [0, 2]) {
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
  for (let back = 0; back < 3; back++) await page.keyboard.press('Escape');
}

/** Walks all there is to see in one language; each has a file of its own, so that they can run side by side. */
export function everyScreen(language: Language): void {
  describe('Every screen', function () {
    this.timeout(400_000);
    let shop: FullShop;
    before(async () => { shop = await openFullShop(); });
    after(async () => {
      await closeBrowser();
      await shop?.stop();
    });

    it(`has nothing wrong for eyes, fingers, screen readers and translators in ${language}, light and dark`, async () => {
      const { page, errors, close } = await openPage();
      const { look, found, seen } = judge(page, language);
      await page.addInitScript(chosen => localStorage.setItem('sontechsp.language', chosen), JSON.stringify(language));
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
      await page.locator('.place-terminal', { hasText: 'Kasa 1' }).first().click();
      await page.locator('.sale-foot').waitFor();

      await page.locator('.top-bar-user').click();
      await look('user menu');
      await page.keyboard.press('Escape');
      await walkDialogs(page, shop.url, look);
      const screens = await screensOf(page, (await shop.admin.get('/api/ui/frame')).body.screens);
      for (const path of screens.filter(path => path !== '/sale')) await walkScreen(page, path, look);

      await page.route('**/api/users?*', route => route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify({ status: 500, code: 'host.unexpected', title: 'Beklenmeyen bir hata', detail: 'İstek 4711 yerine getirilemedi. Yeniden deneyin.', requestId: '4711' }) }));
      await page.goto(`${shop.url}/users`);
      await page.locator('.banner-danger').waitFor();
      await look('a list that could not be had');
      await page.unroute('**/api/users?*');
      await page.goto(`${shop.url}/nowhere`);
      await page.locator('.frame-screen .empty').waitFor();
      await look('no such screen');

      await walkTill(page, shop.url, look);
      await walkShift(page, look);
      await walkPeople(page, shop, look);
      expect(seen.length).to.be.greaterThan(screens.length * 2);
      expect(found.join('\n')).to.equal('');
      expect(errors).to.deep.equal([]);
      await close();
    });
  });
}
