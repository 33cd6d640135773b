import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { Host } from '../../host/boot.js';
import { closeBrowser, openPage, scan } from '../support/browser.js';
import { client } from '../support/client.js';
import { freshPlace } from '../support/databases.js';
import { PASSWORD, bootAt } from '../support/host.js';

const CODE = '8690000000418';
const press = async (page: Page, ...keys: string[]) => { for (const key of keys) await page.keyboard.press(key); };
const type = (page: Page, text: string) => page.keyboard.type(text, { delay: 70 });
const panel = (page: Page, name: string) => page.locator(`.sale-side [aria-label="${name}"]`).first().waitFor();

/** Whoever looks into the console for what is wrong must find nothing there when nothing is. */
describe('The browser\'s console on an ordinary day', function () {
  this.timeout(120_000);
  let host: Host;
  let url: string;
  let page: Page;
  let said: string[];
  let close: () => Promise<void>;
  before(async () => {
    ({ host, url } = await bootAt(await freshPlace('sqlite')));
    ({ page, said, close } = await openPage());
  });
  after(async () => {
    await close?.();
    await closeBrowser();
    await host?.stop();
  });
  afterEach(() => expect(said).to.deep.equal([]));

  async function sell(): Promise<void> {
    await scan(page, CODE);
    await page.waitForFunction(() => document.querySelectorAll('.sale-rows [role=option]:not(.sale-row-asking)').length === 1);
    await press(page, 'F9', 'Enter');
    await page.locator('.sale-done').waitFor();
  }

  it('stays empty through the first run, to a till without a shift on a device of no till', async () => {
    await page.goto(url);
    await page.locator('.wizard').waitFor();
    for (let step = 0; step < 5; step++) {
      const title = await page.locator('.wizard-body h1').innerText();
      const password = page.locator('.wizard input[type=password]');
      for (let i = 0; i < await password.count(); i++) await password.nth(i).fill(PASSWORD);
      const demo = page.locator('.wizard input[type=checkbox], .wizard input[type=radio]');
      if (step === 4 && await demo.count() > 0 && !(await demo.first().isChecked())) await demo.first().check({ force: true });
      await page.locator('.wizard-next:not([disabled])').waitFor();
      await press(page, 'Enter');
      if (step < 4) await page.waitForFunction(before => document.querySelector('.wizard-body h1')?.textContent !== before, title);
    }
    await page.waitForURL('**/sale', { timeout: 60_000 });
    await page.locator('.sale-foot').waitFor();
    await page.locator('.shift-state').waitFor();
  });

  it('stays empty through sales, the receipt printed by the browser where the till has no printer', async () => {
    await sell();
    // The print dialog of a browser holds everything up.
    await page.evaluate(() => { HTMLIFrameElement.prototype.focus = () => undefined; });
    await press(page, 'Control+p');
    await page.locator('.sale-receipt .receipt-sheet[aria-busy=false]').waitFor();
    await page.frameLocator('.receipt-frame').getByText('M1-K1-000001').first().waitFor();
    await press(page, 'Escape');
    await sell();
  });

  it('stays empty while a shift is opened, paid into, reported on and closed', async () => {
    await press(page, 'F12');
    await panel(page, 'Vardiya aç');
    await type(page, '200');
    await press(page, 'Enter');
    await page.waitForFunction(() => /\d\d:\d\d/.test(document.querySelector('.shift-state')?.textContent ?? ''));
    await sell();
    await press(page, 'F12');
    await panel(page, 'Vardiya');
    await page.getByRole('button', { name: 'X raporu' }).click();
    await page.frameLocator('.receipt-frame').getByText('X RAPORU').waitFor();
    await press(page, 'Escape');
    await page.getByRole('button', { name: 'Vardiyayı kapat' }).click();
    await panel(page, 'Kasa sayımı');
    await type(page, '200');
    await press(page, 'Enter');
    await page.locator('.shift-difference').waitFor();
    await press(page, 'Enter');
    await panel(page, 'Vardiya kapandı');
    await press(page, 'Enter');
    await page.frameLocator('.receipt-frame').getByText('Z RAPORU 1').waitFor();
    await press(page, 'Escape', 'Escape');
  });

  it('stays empty over the screens of the office', async () => {
    for (const path of ['/sales', '/shifts', '/printers', '/favourites', '/products', '/stock', '/users', '/audit', '/plugins', '/outbox', '/jobs']) {
      await page.goto(url + path);
      await page.locator('.page, .sale').first().waitFor();
      await page.waitForFunction(() => document.querySelector('[aria-busy=true], .spinner') === null);
    }
  });

  it('stays empty when one signs out, and in again by name and password or by PIN', async () => {
    await page.locator('.top-bar-user').click();
    await page.getByRole('menuitem', { name: 'Oturumu kapat' }).click();
    await page.locator('input[type=password]').waitFor();
    await page.reload();
    await page.locator('input[autocomplete=username]').fill('admin');
    await page.locator('input[type=password]').fill(PASSWORD);
    await press(page, 'Enter');
    await page.locator('.top-bar-user').waitFor();

    const stores = await client(url).signIn('admin', PASSWORD);
    const { user, stores: [store] } = (await stores.get('/api/auth/me')).body as { user: { id: string }; stores: { terminals: { id: string }[] }[] };
    expect((await stores.put(`/api/users/${user.id}/pin`, { pin: '482915' })).status).to.equal(200);
    const enrolled = await page.context().request.post(`${url}/api/terminals/${store!.terminals[0]!.id}/enrol`, { headers: { authorization: `Bearer ${stores.token}` } });
    expect(enrolled.status()).to.equal(201);
    await page.goto(`${url}/sale`);
    await page.locator('.sale-foot').waitFor();
    await press(page, 'Control+l');
    await page.getByRole('heading', { name: 'Kasa kilitli' }).waitFor();
    await type(page, '482915');
    await press(page, 'Enter');
    await page.locator('.sale-foot').waitFor();
  });
});
