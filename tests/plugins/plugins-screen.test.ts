import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definePlugin, job, permission, tap } from '@sontechsp/sdk';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { installed } from '../../host/installed.js';
import { sale } from '../../plugins/pos/contract.js';
import { until } from '../outbox/rig.js';
import { closeBrowser, openPage } from '../support/browser.js';
import { cashSale, makeGood } from '../support/goods.js';
import { openShop, PASSWORD, type Shop } from '../support/host.js';

const axe = readFileSync(join(process.env.SONTECHSP_ROOT ?? process.cwd(), 'node_modules/axe-core/axe.min.js'), 'utf8');
let broken = true;
const points = definePlugin({
  id: 'puan', name: 'Sadakat puanı', version: '1.4.0', requires: ['pos'], permissions: [permission('puan.read', { cashier: true })],
  taps: [tap(sale.join, {}, () => { if (broken) throw new Error('Puan sunucusu yok'); })],
  jobs: [job({ id: 'puan.gece', schedule: { cron: '0 3 * * *' }, per: 'store' }, async () => undefined)],
});

async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    interface Axe { run(where: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    const { violations } = await (window as unknown as { axe: Axe }).axe.run(document, { rules: { 'target-size': { enabled: true } } });
    return [...violations.map(v => `${v.id}: ${v.nodes[0]?.html}`), ...(document.body.innerText.match(/\b(host|pos|puan):[a-z]+\.[\w.]+/g) ?? [])];
  });
}

describe('The plugin manager in a browser', function () {
  this.timeout(90_000);
  let shop: Shop;
  before(async () => { shop = await openShop('sqlite', { plugins: [...installed, points] }); });
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
    for (const wanted of ['puan.read', 'pos.sale.join', 'puan.gece']) {
      await page.keyboard.press('ArrowRight');
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
});
