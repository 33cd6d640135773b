import { expect } from 'chai';
import { closeBrowser, openPage } from '../support/browser.js';
import { PASSWORD } from '../support/host.js';
import { faults } from '../support/looks.js';
import { until } from '../outbox/rig.js';
import { fakeCarrier, openCargoShop, refuse, type CargoShop } from './rig.js';

describe('A connection of a carrier in a browser', function () {
  this.timeout(120_000);
  let shop: CargoShop;
  before(async () => {
    const fake = fakeCarrier();
    fake.on = () => refuse('auth', 'Parola yanlış');
    shop = await openCargoShop('sqlite', [fake]);
    await shop.make();
    await until(async () => (await shop.admin.get('/api/outbox?state=retry')).body.items.length === 1);
  });
  after(async () => {
    await closeBrowser();
    await shop.stop();
  });
  async function enter(path: string, options: Parameters<typeof openPage>[0] = {}) {
    const opened = await openPage(options);
    await opened.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await opened.page.goto(shop.url + path);
    await opened.page.locator('input[type=password]').waitFor();
    await opened.page.locator('input').first().fill('admin');
    await opened.page.locator('input[type=password]').fill(PASSWORD);
    await opened.page.keyboard.press('Enter');
    await opened.page.locator('.page h1').waitFor();
    await opened.page.goto(shop.url + path);
    return opened;
  }
  const address = (): string => `${shop.url}/api/kargo/webhooks/${shop.connectionId}`;

  it('shows the whole address of its messages, which a press copies', async () => {
    const { page, errors, close } = await enter('/connections');
    await page.getByRole('button', { name: 'Düzenle' }).click();
    const field = page.getByLabel('Webhook adresi');
    expect([await field.inputValue(), await field.getAttribute('readonly')]).to.deep.equal([address(), '']);
    await page.getByRole('button', { name: 'Kopyala' }).click();
    await page.locator('.toast', { hasText: 'Adres kopyalandı.' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).to.equal(address());
    expect(errors).to.deep.equal([]);
    await close();
  });

  it('has its address selected where the page may not copy', async () => {
    const { page, close } = await enter('/connections');
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await page.getByRole('button', { name: 'Düzenle' }).click();
    await page.getByRole('button', { name: 'Kopyala' }).click();
    await page.locator('.toast', { hasText: 'Ctrl+C' }).waitFor();
    expect(await page.evaluate(() => getSelection()!.toString())).to.equal(address());
    await close();
  });

  it('stands by its name on the rows of the outbox that go through it, and its id on their card', async () => {
    const { page, errors, close } = await enter('/outbox');
    const row = page.locator('.table-rows [role=row]', { hasText: 'kargo.sendToCarrier' });
    expect(await row.innerText()).to.contain('Hesap deneme').and.not.contain(shop.connectionId);
    await row.click();
    expect(await page.locator('.panel').innerText()).to.contain('Hesap deneme · Deneme Kargo').and.contain(shop.connectionId).and.contain('Kimlik bilgileri reddedildi');
    expect(errors).to.deep.equal([]);
    await close();
  });

  for (const dark of [false, true]) {
    it(`has no fault on its form and in the outbox, ${dark ? 'dark' : 'light'}`, async () => {
      const { page, errors, close } = await enter('/connections', { dark });
      await page.getByRole('button', { name: 'Düzenle' }).click();
      await page.getByLabel('Webhook adresi').waitFor();
      const found = await faults(page);
      if (process.env.SONTECHSP_SHOTS) await page.screenshot({ path: `${process.env.SONTECHSP_SHOTS}/conn-${dark}.png` });
      await page.goto(`${shop.url}/outbox`);
      await page.locator('.table-rows [role=row]', { hasText: 'kargo.sendToCarrier' }).click();
      await page.locator('.panel').waitFor();
      found.push(...await faults(page));
      if (process.env.SONTECHSP_SHOTS) await page.screenshot({ path: `${process.env.SONTECHSP_SHOTS}/outbox-${dark}.png` });
      expect(found).to.deep.equal([]);
      expect(errors).to.deep.equal([]);
      await close();
    });
  }
});
