import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { closeBrowser, openPage } from '../support/browser.js';
import { freshPlace } from '../support/databases.js';
import { bootAt, openShop, PASSWORD, type Shop } from '../support/host.js';
import { faults } from '../support/looks.js';

const ownScreens = ['/users', '/roles', '/plugins', '/places', '/jobs', '/audit'];

async function signIn(page: Page): Promise<void> {
  await page.locator('.entrance-card input').first().fill('admin');
  await page.locator('.entrance-card input[type=password]').fill(PASSWORD);
  await page.keyboard.press('Enter');
}

describe('The frame in a browser', function () {
  this.timeout(90_000);
  let shop: Shop;
  before(async () => { shop = await openShop('sqlite'); });
  after(async () => {
    await closeBrowser();
    await shop.stop();
  });

  it('goes on where one was after signing in, and lets a screen vanish and return with its plugin, without a reload', async () => {
    const { page, errors, close } = await openPage();
    await page.goto(`${shop.url}/stock`);
    await signIn(page);
    await page.locator('a.main-menu-entry[href="/stock"][aria-current=page]').waitFor();
    await page.evaluate(() => { document.body.dataset['sameDocument'] = 'yes'; });
    const turn = (enabled: boolean) => shop.admin.put(`/api/plugins/stock/stores/${shop.storeId}`, { enabled });
    expect((await turn(false)).status).to.equal(200);
    await page.locator('a.main-menu-entry[href="/stock"]').waitFor({ state: 'detached' });
    await page.locator('.frame-screen .empty').waitFor();
    expect(await page.locator('.frame-screen .table').count()).to.equal(0);
    expect((await turn(true)).status).to.equal(200);
    await page.locator('a.main-menu-entry[href="/stock"][aria-current=page]').waitFor();
    expect(await page.evaluate(() => document.body.dataset['sameDocument'])).to.equal('yes');
    expect(errors).to.deep.equal([]);
    await close();
  });

  it('keeps the session over a reload, and asks for the place once when there are several', async () => {
    await shop.anotherStore();
    const { page, close } = await openPage();
    await page.goto(`${shop.url}/users`);
    await signIn(page);
    await page.locator('.place-terminal').first().waitFor();
    expect(await faults(page)).to.deep.equal([]);
    await page.keyboard.press('Enter');
    await page.locator('.table-rows [role=row]').first().waitFor();
    await page.reload();
    await page.locator('.table-rows [role=row]').first().waitFor();
    await page.locator('.top-bar-user').click();
    await page.getByRole('menuitem').last().click();
    await page.locator('.entrance-card').waitFor();
    await signIn(page);
    await page.locator('.top-bar').waitFor();
    await close();
  });

  it('says what the host refuses beside the field, and keeps what was typed', async () => {
    const { page, close } = await openPage();
    await page.goto(`${shop.url}/users`);
    await signIn(page);
    await page.locator('.place-terminal').first().click();
    await page.locator('.page-actions .button-primary').click();
    const inputs = page.locator('.panel input:not([type=checkbox])');
    await inputs.nth(0).fill('Zeynep Şahin');
    await inputs.nth(1).fill('zeynep');
    await inputs.nth(2).fill('12345678');
    await page.keyboard.press('Enter');
    await page.locator('.panel .field-invalid input[type=password]').waitFor();
    expect(await faults(page)).to.deep.equal([]);
    await inputs.nth(2).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.locator('.table-rows [role=row]', { hasText: 'Zeynep Şahin' }).waitFor();
    await close();
  });

  for (const { dark, width, height } of [{ dark: false, width: 1280, height: 720 }, { dark: true, width: 390, height: 844 }, { dark: true, width: 1920, height: 1080 }, { dark: false, width: 390, height: 844 }])
    it(`has no fault on the host's own screens, ${dark ? 'dark' : 'light'} at ${width}×${height}`, async () => {
      const { page, errors, close } = await openPage({ dark, width, height });
      const found: string[] = [];
      await page.goto(shop.url);
      await page.locator('.entrance-card').waitFor();
      found.push(...await faults(page));
      await signIn(page);
      await page.locator('.place-terminal').first().click();
      await page.locator('.top-bar').waitFor();
      for (const path of ownScreens) {
        await page.goto(shop.url + path);
        await page.locator('.page h1').waitFor();
        await page.locator('.table-rows [role=row], .card').first().waitFor();
        found.push(...await faults(page));
        const opens = page.locator('.table-row-opens, .role-open, .plugin-foot .button, .place-row .button').first();
        if (await opens.count() === 0) continue;
        await opens.click();
        await page.locator('.panel').waitFor();
        await page.locator('.panel .curtain').waitFor({ state: 'detached' });
        found.push(...await faults(page));
      }
      expect(found).to.deep.equal([]);
      expect(errors).to.deep.equal([]);
      await close();
    });

  it('has no fault in the first run, in both languages', async () => {
    const { host, url } = await bootAt(await freshPlace('sqlite'));
    const { page, close } = await openPage({ width: 390, height: 844 });
    const found: string[] = [];
    await page.goto(url);
    await page.locator('.wizard').waitFor();
    await page.getByText('English').click();
    await page.locator('h1:has-text("Welcome")').waitFor();
    for (let step = 1; step <= 5; step++) {
      await page.locator(`.wizard-steps li:nth-child(${step})[aria-current=step]`).waitFor();
      if (step === 2) await page.locator('.checks-row').first().waitFor();
      found.push(...await faults(page));
      if (step === 4) await page.locator('input[type=password]').fill(PASSWORD);
      if (step < 5) await page.keyboard.press('Enter');
    }
    await close();
    await host.stop();
    expect(found).to.deep.equal([]);
  });
});
