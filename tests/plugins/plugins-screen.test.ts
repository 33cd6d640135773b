import { join } from 'node:path';
import { Failure, definePlugin, defineSettings, job, object, permission, route, secret, tap } from '@sontechsp/sdk';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { installed } from '../../host/installed.js';
import { sale } from '../../plugins/pos/contract.js';
import { until } from '../outbox/rig.js';
import { closeBrowser, openPage } from '../support/browser.js';
import { cashSale, makeGood } from '../support/goods.js';
import { openShop, PASSWORD, type Shop } from '../support/host.js';
import { faults } from '../support/looks.js';

let broken = true;
const points = definePlugin({
  id: 'puan', name: 'Sadakat puanı', version: '1.4.0', requires: ['pos'], permissions: [permission('puan.read', { cashier: true })],
  taps: [tap(sale.join, {}, () => { if (broken) throw new Error('Puan sunucusu yok'); })],
  routes: [route({ method: 'GET', path: '/score', permission: 'public', handle: async () => ({}) })],
  jobs: [job({ id: 'puan.gece', schedule: { cron: '0 3 * * *' }, per: 'store' }, async () => undefined)],
});

const news = definePlugin({
  id: 'haber', name: 'Haber', version: '1.0.0',
  settings: defineSettings('haber', 'store', object({ key: secret({ title: 'Anahtar' }) }), {
    test: {
      async run({ settings: { key } }) {
        if (key !== 'dogru-anahtar') throw new Failure('auth', `Bu anahtar tanınmıyor: ${key}`, { acted: 'no' });
        return 'Hesap: Deneme A.Ş.';
      },
    },
  }),
});

/** For those who want to look: a folder in `SONTECHSP_SHOTS`. */
const shot = async (page: Page, name: string): Promise<void> => {
  if (process.env.SONTECHSP_SHOTS) await page.screenshot({ path: join(process.env.SONTECHSP_SHOTS, `${name}.png`) });
};

describe('The plugin manager in a browser', function () {
  this.timeout(90_000);
  let shop: Shop;
  before(async () => { shop = await openShop('sqlite', { plugins: [...installed, points, news] }); });
  after(async () => {
    await closeBrowser();
    await shop.stop();
  });

  it('shows why one was suspended and lets it try again, tells of it in full, and asks with what would stop; by keyboard', async () => {
    const good = await makeGood(shop.admin, { warehouseId: shop.warehouseId, onHand: 100 });
    const { page, errors, close } = await openPage({ dark: true });
    await page.goto(`${shop.url}/plugins`);
    await page.locator('.entrance-card input').first().fill('admin');
    await page.locator('.entrance-card input[type=password]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    const card = page.locator('.plugin-card', { hasText: 'Sadakat puanı' });
    await card.waitFor();
    for (let n = 0; n < 5; n++) expect((await shop.admin.post('/api/pos/sales', cashSale([{ good, quantity: 1 }]))).status).to.equal(500);
    // The card changes by itself: the suspension is told to open screens.
    await card.locator('.banner-danger').waitFor();
    expect(await card.locator('.banner-danger').innerText()).to.contain('pos.sale.join').and.contain('Puan sunucusu yok');
    expect(await faults(page)).to.deep.equal([]);
    broken = false;
    await card.locator('.banner-actions button').focus();
    await page.keyboard.press('Enter');
    await card.locator('.banner-danger').waitFor({ state: 'detached' });
    expect((await shop.admin.post('/api/pos/sales', cashSale([{ good, quantity: 1 }]))).status).to.equal(201);

    await card.locator('.plugin-foot button').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('.panel .plugin-fault').waitFor();
    expect(await faults(page)).to.deep.equal([]);
    await page.getByRole('tab').first().focus();
    for (const wanted of ['puan.read', 'pos.sale.join', 'puan.gece (Her gün 03:00)']) {
      await page.keyboard.press('ArrowRight');
      if (wanted === 'puan.read') {
        await page.locator('.panel .plugin-part', { hasText: 'Herkese açık adresler' }).getByText('GET /api/puan/score').waitFor();
        await shot(page, 'plugin-rights-dark');
      }
      await page.locator('.panel .plugin-part', { hasText: wanted }).waitFor();
    }
    expect(await faults(page)).to.deep.equal([]);
    await page.keyboard.press('Escape');
    await page.locator('.panel').waitFor({ state: 'detached' });

    await card.getByRole('switch').focus();
    await page.keyboard.press('Space');
    await page.locator('dialog .plugin-stops').waitFor();
    expect(await page.locator('dialog[open]').innerText()).to.contain('pos.sale.join');
    expect(await faults(page)).to.deep.equal([]);
    await page.keyboard.press('Enter');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    await until(async () => (await shop.admin.get('/api/plugins/puan')).body.stores[shop.storeId].state === 'off', 3000);
    expect(errors).to.deep.equal([]);
    await close();
  });

  it('tests settings before they are saved, and says what came of it beside the buttons; by keyboard', async () => {
    const { page, errors, close } = await openPage();
    await page.goto(`${shop.url}/plugins`);
    await page.locator('.entrance-card input').first().fill('admin');
    await page.locator('.entrance-card input[type=password]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.locator('.plugin-card', { hasText: 'Haber' }).getByRole('button', { name: 'Ayarlar' }).click();
    const panel = page.locator('.panel');
    await panel.getByLabel('Anahtar').fill('yanlis-anahtar');
    await panel.getByRole('button', { name: 'Sına' }).focus();
    await page.keyboard.press('Enter');
    await panel.locator('.banner-danger').waitFor();
    expect(await panel.locator('.banner-danger').innerText()).to.include('Kimlik bilgileri kabul edilmedi.').and.include('Bu anahtar tanınmıyor').and.not.include('yanlis');
    expect(await faults(page)).to.deep.equal([]);
    await shot(page, 'settings-test-wrong');
    await panel.getByLabel('Anahtar').fill('dogru-anahtar');
    await panel.locator('.banner').waitFor({ state: 'detached' });
    await panel.getByRole('button', { name: 'Sına' }).focus();
    await page.keyboard.press('Enter');
    await panel.getByText('Ayarlar çalışıyor.').waitFor();
    expect(await panel.locator('.banner-success').innerText()).to.include('Hesap: Deneme A.Ş.');
    expect(await faults(page)).to.deep.equal([]);
    await shot(page, 'settings-test-right');
    expect((await shop.admin.get('/api/plugins/haber/settings')).body.values.key).to.deep.equal({ set: false });
    await panel.getByRole('button', { name: 'Kaydet' }).click();
    await panel.getByText('Ayarlı').waitFor();
    await panel.getByRole('button', { name: 'Sına' }).click();
    await panel.getByText('Ayarlar çalışıyor.').waitFor();
    expect(errors).to.deep.equal([]);
    await close();
  });
});
