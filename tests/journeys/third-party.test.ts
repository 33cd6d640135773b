import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { Host } from '../../host/boot.js';
import { runChecks } from '../../host/doctor/doctor.js';
import { plugin } from '../packages/rig.js';
import { closeBrowser, openPage } from '../support/browser.js';
import { client, type Client } from '../support/client.js';
import { freshPlace, type Place } from '../support/databases.js';
import { bootAt, PASSWORD, setupBody } from '../support/host.js';

const entry = 'a.main-menu-entry[href="/defter"]';

/** A plugin that lives outside the clone, from its making to its return. */
describe('A plugin of somebody else', function () {
  this.timeout(60_000);
  let home: string;
  let place: Place;
  let host: Host;
  let url: string;
  let admin: Client;
  let stores: { storeId: string; terminalId: string }[];
  let tarball: string;

  /** A till at a store, signed in by hand. */
  async function till(at: number): Promise<{ page: Page; errors: string[]; close(): Promise<void> }> {
    const opened = await openPage();
    const { page } = opened;
    await page.goto(url);
    await page.locator('.entrance-card input').first().fill('admin');
    await page.locator('.entrance-card input[type=password]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.locator('.place-terminal').nth(at).click();
    await page.locator('.main-menu-entry').first().waitFor();
    return opened;
  }
  const notes = (page: Page): Promise<string[]> => page.locator('.table [role=row] .cut').allInnerTexts();
  const turn = (enabled: boolean) => admin.put(`/api/plugins/defter/stores/${stores[0]!.storeId}`, { enabled });
  async function start(): Promise<void> {
    ({ host, url } = await bootAt(place));
    if (stores) admin = await client(url).signIn('admin', PASSWORD, stores[0]);
  }

  before(async () => {
    home = mkdtempSync(join(tmpdir(), 'sontechsp-yabanci-'));
    place = await freshPlace('sqlite');
    await start();
    const { body } = await client(url).post('/api/setup', setupBody());
    stores = [{ storeId: body.storeId, terminalId: body.terminalId }];
    admin = await client(url).signIn('admin', PASSWORD, stores[0]);
    const store = await admin.post('/api/stores', { name: 'Şube' });
    const terminal = await admin.post('/api/terminals', { storeId: store.body.id, name: 'Kasa' });
    stores.push({ storeId: store.body.id, terminalId: terminal.body.id });
    await host.stop();
  });
  after(async () => {
    await closeBrowser();
    await host?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  it('is made, packed, verified and installed outside the clone', async () => {
    await plugin(place, 'create', 'defter', '--dir', join(home, 'defter'));
    tarball = (await plugin(place, 'pack', join(home, 'defter'), '--out', home)).out.split('\n').at(-1)!;
    expect((await plugin(place, 'verify', tarball)).out).to.match(/The package is sound\.$/);
    expect((await plugin(place, 'install', tarball)).out).to.match(/asks for: +host\.clock, host\.db, host\.ids, host\.live/);
  });

  it('shows itself in the store where it was switched on, and its screen works', async () => {
    await start();
    expect((await turn(true)).status).to.equal(200);
    const { page, errors, close } = await till(0);
    await page.locator(entry).click();
    await page.locator('.defter-form').waitFor();
    for (const note of ['Süt geldi', 'Ekmek bitti']) {
      await page.locator('.defter-form input').fill(note);
      await page.keyboard.press('Enter');
      await page.locator('.table [role=row]', { hasText: note }).waitFor();
    }
    expect(await notes(page)).to.deep.equal(['Ekmek bitti', 'Süt geldi']);
    expect(await page.evaluate(() => getComputedStyle(document.querySelector('.defter-form')!).display), 'its style sheet').to.equal('flex');
    expect(errors).to.deep.equal([]);
    await close();
  });

  it('is not in the other store', async () => {
    const { page, errors, close } = await till(1);
    expect(await page.locator(entry).count()).to.equal(0);
    const there = await client(url).signIn('admin', PASSWORD, stores[1]);
    expect((await there.get('/api/defter/notes')).body.code).to.equal('plugin.disabled');
    expect(errors).to.deep.equal([]);
    await close();
  });

  it('vanishes from an open till when it is switched off', async () => {
    const { page, errors, close } = await till(0);
    await page.locator(entry).click();
    await page.locator('.defter-form').waitFor();
    expect((await turn(false)).status).to.equal(200);
    await page.locator(entry).waitFor({ state: 'detached' });
    await page.locator('.frame-screen .empty').waitFor();
    expect(errors.filter(error => !/404/.test(error))).to.deep.equal([]);
    await close();
  });

  it('is gone after its removal, and comes back to its data', async () => {
    await host.stop();
    await plugin(place, 'uninstall', 'defter');
    await start();
    expect((await turn(true)).body.code).to.equal('plugin.notFound');
    expect((await host.database.first<{ n: number }>('SELECT COUNT(*) AS n FROM defter_notlar'))!.n).to.equal(2);
    await host.stop();
    await plugin(place, 'install', tarball);
    await start();
    expect((await turn(true)).status).to.equal(200);
    const { page, errors, close } = await till(0);
    await page.locator(entry).click();
    await page.locator('.table [role=row]', { hasText: 'Süt geldi' }).waitFor();
    expect(await notes(page)).to.deep.equal(['Ekmek bitti', 'Süt geldi']);
    await page.locator('.table [role=row]', { hasText: 'Ekmek bitti' }).getByRole('button').click();
    await page.locator('.table [role=row]', { hasText: 'Ekmek bitti' }).waitFor({ state: 'detached' });
    expect(errors).to.deep.equal([]);
    expect((await runChecks(host.database, host.checks)).flatMap(one => one.violations)).to.deep.equal([]);
    await close();
  });
});
