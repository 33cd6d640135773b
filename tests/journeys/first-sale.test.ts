import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { bootAt, PASSWORD } from '../support/host.js';
import { closeBrowser, openPage, scan } from '../support/browser.js';
import { freshPlace } from '../support/databases.js';
import type { Host } from '../../host/boot.js';
import { runChecks } from '../../host/doctor/doctor.js';

/** Three goods of the demonstration catalogue. */
const codes = ['8690000000418', '8690065500014', '8690088013775'] as const;
const total = (page: Page) => page.locator('.sale-total-amount').innerText();
const rows = (page: Page) => page.locator('.sale-rows [role=option]').count();

describe('The first sale', function () {
  this.timeout(120_000);
  let host: Host;
  let url: string;
  let page: Page;
  let errors: string[];
  let close: () => Promise<void>;

  before(async () => {
    ({ host, url } = await bootAt(await freshPlace('sqlite')));
    ({ page, errors, close } = await openPage());
  });
  after(async () => {
    await close?.();
    await closeBrowser();
    await host?.stop();
  });

  it('begins with a wizard that Enter goes through, and ends at the till with the demonstration catalogue', async () => {
    await page.goto(url);
    await page.locator('.wizard').waitFor();
    for (let step = 0; step < 5; step++) {
      const title = await page.locator('.wizard-body h1').innerText();
      const password = page.locator('.wizard input[type=password]');
      for (let i = 0; i < await password.count(); i++) await password.nth(i).fill(PASSWORD);
      const demo = page.locator('.wizard input[type=checkbox], .wizard input[type=radio]');
      if (step === 4 && await demo.count() > 0 && !(await demo.first().isChecked())) await demo.first().check({ force: true });
      await page.locator('.wizard-next:not([disabled])').waitFor();
      await page.keyboard.press('Enter');
      if (step < 4) await page.waitForFunction(before => document.querySelector('.wizard-body h1')?.textContent !== before, title);
    }
    await page.waitForURL('**/sale', { timeout: 60_000 });
    await page.locator('.sale-foot').waitFor();
    expect((await host.database.query<{ n: number }>('SELECT COUNT(*) AS n FROM urunler', []))[0]!.n).to.equal(2233);
  });

  it('takes three scans and two keys, with no dialog, and shows the receipt number and the change', async () => {
    for (const code of codes) await scan(page, code);
    await page.waitForFunction(() => document.querySelectorAll('.sale-rows [role=option]:not(.sale-row-asking)').length === 3);
    expect(await total(page)).to.match(/91,30/);
    await page.keyboard.press('F9');
    await page.keyboard.press('Enter');
    await page.locator('.sale-done').waitFor();
    expect(await page.locator('.sale-done-number').innerText()).to.equal('M1-K1-000001');
    expect(await page.locator('dialog[open]').count()).to.equal(0);
    expect(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight)).to.equal(true);
  });

  it('left less in stock', async () => {
    const [before] = await host.database.query<{ on_hand: number }>(
      "SELECT b.on_hand FROM stok_bakiyeleri b JOIN urun_barkodlari u ON u.product_id = b.product_id WHERE u.code = $1", [codes[0]]);
    expect(before!.on_hand).to.equal(133_000);
    await page.goto(`${url}/stock`);
    await page.locator('[role=grid]').waitFor();
    await page.locator('input[type=search]').fill('Pruneaux');
    await page.locator('[role=row]', { hasText: 'Pruneaux' }).waitFor();
    expect(await page.locator('[role=row]', { hasText: 'Pruneaux' }).innerText()).to.match(/133/);
  });

  it('is in the history with its receipt', async () => {
    await page.goto(`${url}/sales`);
    await page.locator('[role=row]', { hasText: 'M1-K1-000001' }).click();
    await page.getByRole('tab', { name: 'Fiş' }).click();
    await page.frameLocator('.receipt-frame').getByText('BİLGİ FİŞİ').waitFor();
  });

  it('is found by Ctrl+K under its number, and its goods under their names and codes', async () => {
    const find = async (words: string, hit: string): Promise<void> => {
      await page.keyboard.press('Control+k');
      await page.locator('.palette input').waitFor();
      await page.keyboard.type(words, { delay: 70 });
      await page.locator('.palette-hit', { hasText: hit }).waitFor();
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.querySelector('dialog[open]') === null);
    };
    await page.goto(`${url}/stock`);
    await page.locator('[role=grid]').waitFor();
    await find('000001', 'M1-K1-000001');
    await page.locator('.panel').getByRole('heading', { name: 'M1-K1-000001' }).waitFor();
    for (const words of ['pruneaux agen', codes[0]]) {
      await page.goto(`${url}/stock`);
      await page.locator('[role=grid]').waitFor();
      await find(words, 'Pruneaux d Agen');
      await page.locator('.panel').getByRole('heading', { name: 'Pruneaux d Agen' }).waitFor();
    }
  });

  it('left no error in the browser and no violated invariant', async () => {
    expect(errors).to.deep.equal([]);
    expect((await runChecks(host.database, host.checks)).flatMap(c => c.violations)).to.deep.equal([]);
  });

  describe('then a scanner', () => {
    beforeEach(async () => {
      await page.goto(`${url}/sale`);
      await page.locator('.sale-foot').waitFor();
    });
    afterEach(async () => {
      while (await rows(page) > 0) {
        const n = await rows(page);
        await page.keyboard.press('Escape');
        await page.keyboard.press('Delete');
        await page.waitForFunction(count => document.querySelectorAll('.sale-rows [role=option]').length < count, n);
      }
    });

    it('adds wherever the focus is: in search, and in payment', async () => {
      await page.keyboard.press('F2');
      await scan(page, codes[0]);
      await page.waitForFunction(() => document.querySelectorAll('.sale-rows [role=option]:not(.sale-row-asking)').length === 1);
      await page.keyboard.press('Escape');
      await page.keyboard.press('F9');
      await scan(page, codes[1]);
      await page.waitForFunction(() => document.querySelectorAll('.sale-rows [role=option]:not(.sale-row-asking)').length === 2);
      expect(await total(page)).to.match(/80,85/);
    });

    it('shows a wrong check digit as a red row with its code, and sells nothing for it', async () => {
      await scan(page, '8690000000419');
      await page.locator('.sale-row-bad', { hasText: '8690000000419' }).waitFor();
      expect(await total(page)).to.match(/0,00/);
    });

    it('loses none of 100 scans at twelve a second', async () => {
      const begin = Date.now();
      for (let i = 0; i < 100; i++) {
        await scan(page, codes[i % 3]!);
        const next = begin + (i + 1) * 83;
        if (next > Date.now()) await new Promise(done => setTimeout(done, next - Date.now()));
      }
      // 34 × 46.90 + 33 × 33.95 + 33 × 10.45
      await page.waitForFunction(() => /3\.059,80/.test(document.querySelector('.sale-total-amount')?.textContent ?? ''));
    });

    it('finds the basket as it was after the page was killed', async () => {
      await scan(page, codes[0]);
      await page.waitForFunction(() => document.querySelectorAll('.sale-rows [role=option]:not(.sale-row-asking)').length === 1);
      await page.reload();
      await page.locator('.sale-rows [role=option]').waitFor({ timeout: 3000 });
      expect(await total(page)).to.match(/46,90/);
    });
  });
});
