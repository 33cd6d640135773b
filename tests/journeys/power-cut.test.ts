import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { scan } from '../support/browser.js';
import { PASSWORD, openShop, type Shop } from '../support/host.js';

const CODES = ['8690000000418', '8690065500014', '8690088013775'];
const basket = (page: Page) => page.locator('.sale-rows').innerText();

/** Ends every process of a browser at once, as a power cut does. */
function cut(profile: string): void {
  const processes = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8', maxBuffer: 1e8 }).split('\n').filter(line => line.includes(profile));
  for (const line of processes) try { process.kill(Number.parseInt(line, 10), 'SIGKILL'); } catch { /* it has ended with another */ }
  for (const name of readdirSync(profile)) if (name.startsWith('Singleton')) rmSync(join(profile, name));
}

describe('A till whose machine loses its power', function () {
  this.timeout(120_000);
  const profile = mkdtempSync(join(tmpdir(), 'sontechsp-profile-'));
  let shop: Shop;
  let context: BrowserContext | undefined;

  async function till(): Promise<Page> {
    context = await chromium.launchPersistentContext(profile, {
      executablePath: process.env.SONTECHSP_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'], viewport: { width: 1280, height: 720 }, locale: 'tr-TR', reducedMotion: 'reduce',
    });
    const page = context.pages()[0] ?? await context.newPage();
    await page.goto(`${shop.url}/sale`);
    await page.locator('input[autocomplete=username], .sale-foot').first().waitFor();
    // A browser writes its cookies down every half a minute: whoever signed in since does so again.
    if (await page.locator('.sale-foot').count() === 0) {
      await page.locator('input[autocomplete=username]').fill('admin');
      await page.locator('input[type=password]').fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page.locator('.sale-foot').waitFor();
    }
    return page;
  }
  before(async () => { shop = await openShop('sqlite', { demo: true }); });
  after(async () => {
    await context?.close().catch(() => undefined);
    await shop?.stop();
    rmSync(profile, { recursive: true, force: true });
  });

  it('has the basket back to the last scan, and sells it once', async () => {
    const before = await till();
    for (const code of CODES) await scan(before, code);
    await before.waitForFunction(() => document.querySelectorAll('.sale-rows [role=option]:not(.sale-row-asking)').length === 3);
    await before.keyboard.press('+');
    await before.getByText('101,75').first().waitFor();
    await before.waitForTimeout(200);
    const shown = await basket(before);
    cut(profile);

    const after = await till();
    await after.locator('.sale-rows').waitFor({ timeout: 3000 });
    expect(await basket(after)).to.equal(shown);
    await after.keyboard.press('F9');
    await after.keyboard.press('Enter');
    await after.locator('.sale-done').waitFor();
    await after.waitForTimeout(200);
    cut(profile);

    const last = await till();
    await last.waitForTimeout(500);
    expect(await last.locator('.sale-rows').count()).to.equal(0);
    expect(await shop.host.database.query('SELECT total FROM pos_satislar', [])).to.deep.equal([{ total: 10_175 }]);
  });
});
