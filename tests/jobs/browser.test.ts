import { definePlugin, job } from '@sontechsp/sdk';
import { expect } from 'chai';
import { closeBrowser, openPage } from '../support/browser.js';
import { installed } from '../../host/installed.js';
import { PASSWORD, openShop, type Shop } from '../support/host.js';
import { quick } from './rig.js';

describe('The screen of jobs in a browser', function () {
  this.timeout(60_000);
  let shop: Shop;
  before(async () => {
    const plugin = definePlugin({
      id: 'calisan', name: 'Çalışan', version: '1.0.0', locales: { tr: { jobs: { 'calisan.work': 'Fiyatları gönder', 'calisan.fails': 'Siparişleri çek' } } },
      jobs: [
        job({ id: 'calisan.work', schedule: { cron: '30 4 * * *' }, per: 'store' }, async () => ({ sent: 3, skipped: 1 })),
        job({ id: 'calisan.fails', schedule: { everyMs: 600_000 }, per: 'store' }, async () => { throw new Error('HTTP 503: the remote is being mended'); }),
      ],
    });
    shop = await openShop('sqlite', { plugins: [...installed, plugin], boot: { jobTimes: quick } });
  });
  after(async () => {
    await closeBrowser();
    await shop.stop();
  });

  it('runs a job now and shows how it went', async () => {
    const { page, errors, close } = await openPage(process.env.DARK ? { dark: true } : {});
    await page.goto(`${shop.url}/jobs`);
    await page.locator('.entrance-card input').first().fill('admin');
    await page.locator('.entrance-card input[type=password]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    const row = (title: string) => page.locator('.table-row', { hasText: title });
    await row('Siparişleri çek').getByRole('button').click();
    await row('Siparişleri çek').locator('.badge-danger').waitFor();
    expect(await page.locator('.panel').count(), 'the card stays closed').to.equal(0);
    await row('Fiyatları gönder').click();
    await page.locator('.panel-foot button').click();
    await page.locator('.run .badge-success').waitFor();
    expect(await page.locator('.run-result').textContent()).to.equal('{"sent":3,"skipped":1}');
    await row('Siparişleri çek').click();
    await page.locator('.run-message').waitFor();
    expect(await page.locator('.run-message').textContent()).to.equal('HTTP 503: the remote is being mended');
    if (process.env.SHOT) await page.screenshot({ path: process.env.SHOT });
    expect(errors).to.deep.equal([]);
    await close();
  });
});
