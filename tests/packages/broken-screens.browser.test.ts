import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { Host } from '../../host/boot.js';
import { closeBrowser, openPage } from '../support/browser.js';
import { client } from '../support/client.js';
import { freshPlace } from '../support/databases.js';
import { bootAt, PASSWORD, setupBody } from '../support/host.js';
import { plugin, writeProject } from './rig.js';

/** Screens and parts of screens, by module, as projects that do everything wrong there. */
const parts: Readonly<Record<string, { spec: string; files: Readonly<Record<string, string>> }>> = {
  kirik: {
    spec: `screens: [
        screen({ path: '/kirik', title: 'ui.title', permission: 'signedIn', module: 'thrown', menu: { group: 'sale', order: 90, icon: 'star' } }),
        screen({ path: '/kirik/later', title: 'ui.title', permission: 'signedIn', module: 'later' }),
      ],
      slots: [slot({ slot: 'host.topBar', module: 'part', permission: 'signedIn' })],
      locales: { tr: { ui: { title: 'Kırık' } }, en: { ui: { title: 'Broken' } } }`,
    files: {
      'thrown.screen.tsx': "export default function Thrown() { throw new Error('no luck at drawing'); }",
      'later.screen.tsx': "import { useEffect } from 'preact/hooks'; export default function Later() { useEffect(() => { throw new Error('no luck after drawing'); }); return <p>drawn</p>; }",
      'part.slot.tsx': "export default function Part() { throw new Error('no luck in a part'); }",
    },
  },
  yuksuz: {
    spec: `screens: [screen({ path: '/yuksuz', title: 'ui.title', permission: 'signedIn', module: 'thrown', menu: { group: 'sale', order: 91, icon: 'star' } })],
      slots: [slot({ slot: 'host.topBar', module: 'part', permission: 'signedIn' })],
      locales: { tr: { ui: { title: 'Yüksüz' } }, en: { ui: { title: 'Unloaded' } } }`,
    files: {
      'thrown.screen.tsx': "throw new Error('no luck at loading'); export default function Thrown() { return <p>never</p>; }",
      'part.slot.tsx': `throw new Error('no luck at loading a part'); export default function Part() { return <i class="never">never</i>; }`,
    },
  },
  saglam: {
    spec: "slots: [slot({ slot: 'host.topBar', module: 'part', permission: 'signedIn' })]",
    files: { 'part.slot.tsx': 'export default function Part() { return <i class="sound-part">iyi</i>; }' },
  },
};

describe('A plugin whose screens are broken', function () {
  this.timeout(90_000);
  let home: string;
  let host: Host;
  let url: string;
  before(async () => {
    home = mkdtempSync(join(tmpdir(), 'sontechsp-kirik-'));
    const place = await freshPlace('sqlite');
    for (const [id, { spec, files }] of Object.entries(parts)) {
      const folder = writeProject(join(home, id), id, spec, "import { slot } from '@sontechsp/sdk';");
      mkdirSync(join(folder, 'screens'));
      for (const [name, code] of Object.entries(files)) writeFileSync(join(folder, 'screens', name), code);
      await plugin(place, 'install', folder);
    }
    ({ host, url } = await bootAt(place));
    const { body } = await client(url).post('/api/setup', setupBody());
    const admin = await client(url).signIn('admin', PASSWORD, { storeId: body.storeId, terminalId: body.terminalId });
    for (const id of Object.keys(parts)) expect((await admin.put(`/api/plugins/${id}/stores/${body.storeId}`, { enabled: true })).status).to.equal(200);
  });
  after(async () => {
    await closeBrowser();
    await host?.stop();
    rmSync(home, { recursive: true, force: true });
  });
  async function enter(path: string): Promise<{ page: Page; close(): Promise<void> }> {
    const { page, close } = await openPage();
    await page.goto(url + path);
    await page.locator('.entrance-card input').first().fill('admin');
    await page.locator('.entrance-card input[type=password]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.locator('.main-menu-entry').first().waitFor();
    return { page, close };
  }

  it('says so in their place, and every other screen works', async () => {
    const { page, close } = await enter('/kirik');
    for (const path of ['/kirik', '/yuksuz']) {
      await page.locator(`a.main-menu-entry[href="${path}"]`).click();
      await page.locator('.frame-screen .banner-danger').waitFor();
      await page.locator('a.main-menu-entry[href="/plugins"]').click();
      await page.locator('.plugin-card').first().waitFor();
    }
    await page.goto(`${url}/kirik/later`);
    await page.locator('.frame-screen .banner-danger').waitFor();
    await page.locator('a.main-menu-entry[href="/sale"]').click();
    await page.locator('.sale-foot').waitFor();
    if (process.env.SONTECHSP_SHOTS) await page.screenshot({ path: join(process.env.SONTECHSP_SHOTS, 'broken-parts.png') });
    await close();
  });

  it('leaves nothing of its part in the top bar, where its neighbour stands', async () => {
    const { page, close } = await enter('/plugins');
    await page.locator('.top-bar .sound-part').waitFor();
    expect(await page.locator('.top-bar .banner').count()).to.equal(0);
    expect(await page.locator('.top-bar .never').count()).to.equal(0);
    await close();
  });
});
