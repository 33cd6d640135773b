import { join } from 'node:path';
import { expect } from 'chai';
import { closeBrowser, openPage } from '../support/browser.js';
import { PASSWORD } from '../support/host.js';
import { faults } from '../support/looks.js';
import { connect, fakeCarrier, openCargoShop, type CargoShop, type FakeCarrier } from './rig.js';

describe('Prices in the form of a shipment', function () {
  this.timeout(90_000);
  let shop: CargoShop;
  let dear: FakeCarrier;
  let asked = 0;
  before(async () => {
    dear = fakeCarrier('deneme', {}, () => { asked++; return [{ service: 'Ertesi gün', amount: 14500, days: 1 }]; });
    const cheap = fakeCarrier('ucuz', {}, () => [{ service: 'Standart', amount: 8990, days: 3 }]);
    const broken = fakeCarrier('bozuk', {}, () => { throw new Error('no price'); });
    shop = await openCargoShop('sqlite', [dear, cheap, broken]);
    await connect(shop.admin, 'ucuz', { key: 'x' });
    await connect(shop.admin, 'bozuk', { key: 'x' });
  });
  after(async () => {
    await closeBrowser();
    await shop.stop();
  });

  for (const dark of [false, true]) it(`are asked for when somebody wants to know, and one that is pressed is the carrier, ${dark ? 'dark' : 'light'}`, async () => {
    const { page, errors, close } = await openPage({ dark });
    asked = 0;
    await page.goto(`${shop.url}/kargo`);
    await page.locator('.entrance-card input').first().fill('admin');
    await page.locator('.entrance-card input[type=password]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Yeni gönderi' }).first().click();
    const panel = page.locator('.panel');
    const prices = panel.getByRole('button', { name: 'Fiyatları sor' });
    await prices.click();
    await panel.locator('.field-invalid', { hasText: 'Ad soyad' }).waitFor();
    const fields: [string, string][] = [['Ad soyad', 'Şükrü Iğdır'], ['Telefon', '0532 111 22 33'], ['Adres', 'Gül Sok. No:4'], ['İlçe', 'Çankaya'], ['Boy', '30'], ['En', '20'], ['Yükseklik', '10'], ['Ağırlık', '1,5']];
    for (const [label, value] of fields) await panel.getByLabel(label).fill(value);
    await panel.getByLabel('İl *', { exact: true }).fill('Ankara');
    expect(asked, 'nobody asked').to.equal(0);
    await prices.click();
    const found = panel.locator('.cargo-quote');
    await found.first().waitFor();
    expect((await found.allInnerTexts()).map(text => text.replace(/\s+/g, ' '))).to.deep.equal(['Hesap ucuz Standart · 3 gün ₺89,90', 'Hesap deneme Ertesi gün · 1 gün ₺145,00']);
    await found.first().click();
    expect(await found.first().getAttribute('aria-pressed')).to.equal('true');
    expect(await panel.getByLabel('Kargo firması').locator('option:checked').innerText()).to.equal('Hesap ucuz');
    await found.first().scrollIntoViewIfNeeded();
    expect(await faults(page)).to.deep.equal([]);
    if (process.env.SONTECHSP_SHOTS) await page.screenshot({ path: join(process.env.SONTECHSP_SHOTS, `kargo-quotes-${dark}.png`) });
    await panel.getByLabel('Boy').fill('60');
    await found.first().waitFor({ state: 'detached' });
    expect([asked, errors]).to.deep.equal([1, []]);
    await close();
  });
});
