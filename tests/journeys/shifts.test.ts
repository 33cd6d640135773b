import axeCore from 'axe-core';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { closeBrowser, openPage, scan } from '../support/browser.js';
import { PASSWORD, openShop, type Shop } from '../support/host.js';
import { openPrinter, type Printer } from '../support/printer.js';

const CODE = '8690000000418';
const press = async (page: Page, ...keys: string[]) => { for (const key of keys) await page.keyboard.press(key); };
const type = (page: Page, text: string) => page.keyboard.type(text, { delay: 70 });
const panel = (page: Page, name: string) => page.locator(`.sale-side [aria-label="${name}"]`).first().waitFor();

/** What is wrong for eyes and fingers, in the light and in the dark. */
async function faults(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axeCore.source);
    found.push(...await page.evaluate(async () => {
      interface Axe { run(where: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
      const { violations } = await (window as unknown as { axe: Axe }).axe.run(document, { rules: { 'target-size': { enabled: true } } });
      return violations.map(one => `${one.id}: ${one.nodes[0]?.html}`);
    }));
  }
  return found;
}

describe('A drawer, from its opening to its reason', function () {
  this.timeout(90_000);
  let shop: Shop;
  let printer: Printer;
  let till: Page, office: Page;
  let errors: string[][];
  let close: () => Promise<void>;
  before(async () => {
    shop = await openShop('sqlite');
    printer = await openPrinter();
    await shop.admin.post('/api/katalog/products', { name: 'Süt', barcodes: [{ code: CODE }], vatRate: 10, price: 4690, unit: 'piece' });
    await shop.admin.post('/api/pos/printers', { name: 'Fiş', kind: 'tcp', host: '127.0.0.1', port: printer.port, drawer: 'pin2' });
    await shop.admin.put(`/api/plugins/pos/settings?storeId=${shop.storeId}`, { blindCount: true, shiftRequired: true });
    for (const [username, role] of [['ali', 'cashier'], ['mudur', 'manager']] as const)
      await shop.admin.post('/api/users', { username, password: PASSWORD, fullName: username === 'ali' ? 'Ali Kasiyer' : 'Mehmet Müdür', roles: [role], storeIds: [shop.storeId] });
    const [one, two] = [await openPage(), await openPage()];
    [till, office] = [one.page, two.page];
    errors = [one.errors, two.errors];
    close = async () => { await one.close(); await two.close(); };
    for (const [page, username] of [[till, 'ali'], [office, 'mudur']] as const) {
      await page.goto(shop.url);
      await page.locator('input[autocomplete=username]').fill(username);
      await page.locator('input[type=password]').fill(PASSWORD);
      await press(page, 'Enter');
      await page.locator('.sale-foot').waitFor();
    }
  });
  after(async () => {
    await close?.();
    await closeBrowser();
    const violations = await shop?.doctor();
    await shop?.stop();
    await printer?.close();
    expect([errors.flat(), violations]).to.deep.equal([[], []]);
  });
  async function openShift(): Promise<void> {
    await press(till, 'F12');
    await panel(till, 'Vardiya aç');
    await type(till, '100');
    await press(till, 'Enter');
    await till.waitForFunction(() => /\d\d:\d\d/.test(document.querySelector('.shift-state')?.textContent ?? ''));
  }

  it('opens without a sale only with a reason, and then at once', async () => {
    await openShift();
    await press(till, 'F12');
    await panel(till, 'Vardiya');
    await till.getByRole('button', { name: 'Çekmeceyi aç' }).click();
    await panel(till, 'Çekmeceyi aç');
    expect(await faults(till)).to.deep.equal([]);
    await press(till, 'Enter');
    await till.getByText('Nedenini yazın').waitFor();
    expect(printer.decoder.pulses).to.deep.equal([]);
    await type(till, 'Bozuk para');
    await press(till, 'Enter');
    await till.getByText('Çekmece açılıyor').waitFor();
    for (const end = Date.now() + 5000; printer.decoder.pulses.length === 0 && Date.now() < end;) await new Promise(done => setTimeout(done, 50));
    expect(printer.decoder.pulses).to.deep.equal([2]);
  });

  it('is counted blind: nothing says what should be in it, nor asks why, before it is closed', async () => {
    await scan(till, CODE);
    await till.locator('.sale-rows [role=option]:not(.sale-row-asking)').waitFor();
    await press(till, 'F9', 'Enter');
    await till.locator('.sale-done').waitFor();
    await press(till, 'F12');
    await panel(till, 'Vardiya');
    await till.getByRole('button', { name: 'Vardiyayı kapat' }).click();
    await panel(till, 'Kasa sayımı');
    await type(till, '140');
    await press(till, 'Enter');
    await panel(till, 'Vardiyayı kapat');
    expect(await till.locator('.sale-side').innerText()).to.not.match(/146,90|6,90|Olması gereken|Fark(?!,)/);
    expect(await till.locator('.sale-side textarea').count()).to.equal(0);
    await press(till, 'Enter');
    await panel(till, 'Vardiya kapandı');
    expect(await till.locator('.shift-difference').innerText()).to.match(/6,90/);
    expect(await faults(till)).to.deep.equal([]);
  });

  it('is explained by a touch on what may be behind it, and the Z report says so beside its figures', async () => {
    await till.locator('.shift-choose').first().click();
    await till.getByRole('button', { name: 'Nedeni kaydet' }).click();
    await till.locator('.shift-reason').waitFor();
    await till.getByRole('button', { name: 'Z raporunu aç' }).click();
    await till.frameLocator('.receipt-frame').getByText('Z RAPORU 1').waitFor();
    const paper = (await till.frameLocator('.receipt-frame').locator('body').innerText()).replace(/\s+/g, ' ');
    expect(paper).to.match(/açıklanmadı/).and.match(/Sonradan yazıldı/).and.match(/Çekmece satışsız açılmış/);
    const before = printer.slips.filter(slip => slip.cut).length;
    await till.getByRole('button', { name: 'Yazdır' }).click();
    expect((await printer.until(before + 1)).at(-1)!.lines.join('\n')).to.match(/Z RAPORU 1/);
  });

  it('whose cashier went home is closed by a manager, who reads first what comes of it', async () => {
    await press(till, 'Escape', 'Escape');
    await openShift();
    await office.goto(`${shop.url}/shifts`);
    await office.getByRole('row', { name: /Kasa 1/ }).click();
    await office.getByRole('button', { name: 'Zorla kapat' }).click();
    const dialog = office.locator('dialog[open]');
    await dialog.getByText('Kasa, yeni bir vardiya açılana kadar satış yapamaz.').waitFor();
    await dialog.getByText('sayılmadan').first().waitFor();
    expect(await faults(office)).to.deep.equal([]);
    await dialog.locator('input').last().fill('Evine gitti');
    await press(office, 'Enter');
    await office.locator('.panel').getByText('Evine gitti').waitFor();
    await till.locator('.shift-state', { hasText: 'Vardiya kapalı' }).waitFor();
    await office.getByRole('tab', { name: 'Kapanmış' }).click();
    await office.getByRole('row', { name: /Zorla/ }).waitFor();
    expect(await office.getByRole('row', { name: /Kasa 1/ }).count()).to.equal(2);
    await office.getByRole('row', { name: /Kasa 1/ }).last().click();
    await office.locator('.panel').getByText('Nedeni sonradan yazan').waitFor();
    expect(await faults(office)).to.deep.equal([]);
  });

  it('has slips that begin with the shop\'s logo, chosen beside the printers', async () => {
    await office.goto(`${shop.url}/printers`);
    await office.getByRole('tab', { name: 'Fiş logosu' }).click();
    await office.locator('.logo-none').first().waitFor();
    const logo = await office.evaluate(async () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 3000, height: 1000 });
      canvas.getContext('2d')!.fillRect(200, 200, 2400, 500);
      return canvas.toDataURL('image/png').split(',')[1]!;
    });
    await office.locator('input[type=file]').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from(logo, 'base64') });
    await office.waitForFunction(() => [...document.querySelectorAll<HTMLImageElement>('.logo-sheet img')].filter(image => image.naturalWidth > 0).length === 2);
    // In its proportions, as wide as the paper and without its margins.
    expect(await office.locator('.logo-sheet img').evaluateAll(images => images.map(image => (image as HTMLImageElement).naturalWidth))).to.deep.equal([576, 384]);
    expect(await faults(office)).to.deep.equal([]);
  });
});
