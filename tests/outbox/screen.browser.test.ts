import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { systemScope } from '../../host/identity/system-scope.js';
import { installed } from '../../host/installed.js';
import { PluginStates } from '../../host/tokens.js';
import { closeBrowser, openPage } from '../support/browser.js';
import { openShop, PASSWORD, type Shop } from '../support/host.js';
import { faults } from '../support/looks.js';
import { lines, tell } from './letters.js';
import { startRemote, type Remote } from './remote.js';
import { until } from './rig.js';
import { post } from './sender.js';

describe('The outbox in a browser', function () {
  this.timeout(120_000);
  let shop: Shop;
  let remote: Remote;
  before(async () => {
    remote = await startRemote();
    shop = await openShop('sqlite', { plugins: [...installed, post(remote.url, { idempotency: 'none' })] });
    remote.become(({ ref }) => (ref.startsWith('lost') ? 'drop' : { status: ref.startsWith('bad') ? 422 : 200 }));
    const scope = systemScope({ firmId: shop.firmId, userId: '', storeId: shop.storeId, plugins: await shop.host.resolve(PluginStates).setFor(shop.storeId) });
    await tell(shop.host, ['ok-1', 'bad-1', 'lost-1'], { scope });
    await until(async () => Object.values(await lines(shop.host)).every(row => ['done', 'dead', 'uncertain'].includes(row.state)));
  });
  after(async () => {
    await closeBrowser();
    await shop.stop();
    await remote.stop();
  });
  async function enter(options: Parameters<typeof openPage>[0] = {}) {
    const opened = await openPage(options);
    await opened.page.goto(`${shop.url}/outbox`);
    await opened.page.locator('input[type=password]').waitFor();
    await opened.page.locator('input').first().fill('admin');
    await opened.page.locator('input[type=password]').fill(PASSWORD);
    await opened.page.keyboard.press('Enter');
    await opened.page.locator('.page h1').waitFor();
    await opened.page.goto(`${shop.url}/outbox`);
    await opened.page.locator('.table-rows [role=row]').first().waitFor();
    return opened;
  }

  it('is looked through and decided on with the keyboard alone', async () => {
    const { page, errors, close } = await enter();
    expect(await page.locator('.table-rows [role=row]').count()).to.equal(3);
    await page.locator('[role=tab]').first().focus();
    for (let n = 0; n < 4; n++) await page.keyboard.press('ArrowRight');
    await page.locator('.table-rows [role=row]', { hasText: 'Belirsiz' }).waitFor();
    await page.waitForFunction(() => document.querySelectorAll('.table-rows [role=row]').length === 1);
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.panel', { hasText: 'Gönderilmiş olabilir' }).waitFor();
    expect(await page.locator('.panel').innerText()).to.contain('[redacted]').and.not.contain('kapi-anahtari');
    await page.getByRole('button', { name: 'Elle tamamla' }).press('Enter');
    await page.keyboard.type('Telefonla soruldu');
    await page.keyboard.press('Enter');
    await until(async () => (await lines(shop.host))['lost-1']!.state === 'done');
    await page.locator('.panel .badge', { hasText: 'Tamamlandı' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.panel').waitFor({ state: 'detached' });
    expect(errors).to.deep.equal([]);
    await close();
  });

  for (const { dark, width } of [{ dark: false, width: 1280 }, { dark: true, width: 390 }]) {
    it(`has no fault, ${dark ? 'dark' : 'light'}, ${width} wide`, async () => {
      const { page, errors, close } = await enter({ dark, width, height: width === 390 ? 844 : 720 });
      const found = await faults(page);
      await page.locator('.table-rows [role=row]', { hasText: 'Başarısız' }).click();
      await page.locator('.panel').waitFor();
      found.push(...await faults(page));
      await page.getByRole('button', { name: 'İptal et' }).click();
      await page.locator('dialog[open]').waitFor();
      found.push(...await faults(page));
      expect(found).to.deep.equal([]);
      expect(errors).to.deep.equal([]);
      await close();
    });
  }
});
