import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { closeBrowser, openPage, scan } from '../support/browser.js';
import { openShop, PASSWORD, type Shop } from '../support/host.js';
import { faults as looksWrong, tillSizes } from '../support/looks.js';

const MILK = '8690000000418', TEA = '8690065500014', CAKE = '8690504115113';
const PIN = '731904';
const prices = { [MILK]: 4690, [TEA]: 3395, [CAKE]: 12_500 };

const faults = async (page: Page): Promise<string[]> => [...await looksWrong(page), ...(await page.locator('.sale').count() > 0 ? await tillSizes(page) : [])];
/** What ends a refund, and is covered by something else or out of sight. */
const hidden = (page: Page): Promise<string[]> => page.evaluate(() => [...document.querySelectorAll('.sale-total-amount, .refund-bar button')].filter(e => {
  const box = e.getBoundingClientRect();
  return [box.left + 2, box.right - 2].some(x => !e.contains(document.elementFromPoint(x, box.top + box.height / 2)));
}).map(e => e.outerHTML));
const type = (page: Page, text: string) => page.keyboard.type(text, { delay: 60 });

describe('Refunds, exchanges, favourites and the customer\'s window', function () {
  this.timeout(90_000);
  let shop: Shop;
  let page: Page;
  let errors: string[];
  let said: string[];
  let close: () => Promise<void>;
  const ids: Record<string, string> = {};

  before(async () => {
    shop = await openShop('sqlite');
    for (const [name, code] of [['Süt', MILK], ['Çay', TEA], ['Pasta', CAKE]] as const) {
      const made = await shop.admin.post('/api/katalog/products', { name, barcodes: [{ code }], vatRate: 10, price: prices[code], unit: 'piece' });
      ids[code] = made.body.id;
      await shop.admin.post('/api/stock/movements', { productId: made.body.id, warehouseId: shop.warehouseId, type: 'in', quantity: 1000, reason: 'test' });
    }
    const user = await shop.admin.post('/api/users', { username: 'mudur', password: PASSWORD, fullName: 'Mehmet Müdür', roles: ['manager'], storeIds: [shop.storeId] });
    await shop.admin.put(`/api/users/${user.body.id}/pin`, { pin: PIN });
    await shop.as('cashier');
    ({ page, errors, said, close } = await openPage());
    await signIn('admin');
  });
  afterEach(() => { expect([errors, said]).to.deep.equal([[], []]); });
  after(async () => {
    await close?.();
    await closeBrowser();
    expect(await shop.doctor()).to.deep.equal([]);
    await shop.stop();
  });

  async function signIn(username: string): Promise<void> {
    await page.goto(`${shop.url}/sale`);
    await page.locator('input[type=password]').waitFor();
    await page.locator('input').first().fill(username);
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.locator('.sale-foot').waitFor();
  }
  /** Opens a screen without loading the page anew, as the menu does. */
  async function go(path: string): Promise<void> {
    await page.evaluate(to => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')); }, path);
    await page.waitForURL(`**${path}`);
  }
  async function sell(codes: readonly string[], method: 'F9' | 'F10' = 'F9'): Promise<string> {
    await go('/sale');
    await page.locator('.sale-bar').waitFor();
    for (const code of codes) await scan(page, code);
    await page.waitForFunction(n => document.querySelectorAll('.sale-rows [role=option]:not(.sale-row-asking)').length === n, new Set(codes).size);
    await page.keyboard.press(method);
    await page.keyboard.press('Enter');
    await page.locator('.sale-done').waitFor();
    return page.locator('.sale-done-number').innerText();
  }
  const saleOf = async (receiptNo: string) => (await shop.admin.get(`/api/pos/sales?receiptNo=${receiptNo}`)).body.items[0];
  const total = () => page.locator('.sale-total-amount').innerText();

  it('gives one line of three back after the receipt was scanned at the till, in five keys, and asks no dialog', async () => {
    const receiptNo = await sell([MILK, TEA, CAKE, TEA]);
    await scan(page, receiptNo);
    await page.waitForURL('**/refund?receipt=*');
    await page.locator('.refund-row').nth(2).waitFor();
    expect(await faults(page)).to.deep.equal([]);
    await page.keyboard.press('ArrowDown');
    await type(page, '1');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => /33,95/.test(document.querySelector('.sale-total-amount')?.textContent ?? ''));
    await page.keyboard.press('F9');
    await page.locator('.refund-done').waitFor();
    expect(await page.locator('.sale-change-amount').innerText()).to.equal('₺33,95');
    expect(await page.locator('dialog[open]').count()).to.equal(0);
    expect(await faults(page)).to.deep.equal([]);
    const { body } = await shop.admin.get(`/api/pos/sales/${(await saleOf(receiptNo)).id}`);
    expect([body.state, body.lines.map((line: { refunded?: number }) => line.refunded ?? 0), body.refunds.length]).to.deep.equal(['partlyRefunded', [0, 1, 0], 1]);
  });

  it('shows the keys of the refund behind F1, while a sale is looked for and while one is open, and goes on where it was', async () => {
    const receiptNo = await sell([MILK, TEA]);
    await go('/refund');
    const help = page.locator('dialog[open] .key-help');
    await page.locator('.refund-find .search input').waitFor();
    await page.keyboard.press('F1');
    await help.waitFor();
    expect(await help.locator('div', { hasText: 'F9' }).innerText()).to.contain('İadeyi bitir');
    expect(await help.innerText()).not.to.contain('F7');
    expect(await faults(page)).to.deep.equal([]);
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
    await scan(page, receiptNo);
    await page.locator('.refund-row').nth(1).waitFor();
    await type(page, '1');
    await page.keyboard.press('Alt+1');
    await help.waitFor();
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
    expect(await page.locator('.refund-quantity').inputValue()).to.equal('1');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  });

  it('says in place what another till has taken back meanwhile, and shows what is left', async () => {
    const receiptNo = await sell([MILK, TEA]);
    const sale = await saleOf(receiptNo);
    await scan(page, receiptNo);
    await page.locator('.refund-row').nth(1).waitFor();
    await type(page, '*');
    await page.waitForFunction(() => /80,85/.test(document.querySelector('.sale-total-amount')?.textContent ?? ''));
    const other = await shop.admin.post(`/api/pos/sales/${sale.id}/refunds`, { lines: [{ lineId: sale.lines[0].id, quantity: 1 }], reason: 'öteki kasa', payments: [{ method: 'cash', amount: 4690 }] });
    expect(other.status).to.equal(201);
    await page.keyboard.press('F9');
    await page.locator('.refund-work .banner').waitFor();
    expect(await page.locator('.refund-work .banner code').innerText()).to.contain('pos.refundExceeds');
    expect(said.splice(0)).to.have.length(1);
    await page.locator('.refund-row-gone').waitFor();
    expect(await page.locator('.refund-row-gone').count()).to.equal(1);
    await page.keyboard.press('Escape');
    await type(page, '*');
    await page.waitForFunction(() => /33,95/.test(document.querySelector('.sale-total-amount')?.textContent ?? ''));
    await page.keyboard.press('F9');
    await page.locator('.refund-done').waitFor();
    expect((await saleOf(receiptNo)).state).to.equal('refunded');
  });

  it('exchanges with one balance: the customer pays the difference and gets change, or is given it back on the card', async () => {
    const cheap = await sell([TEA]);
    await scan(page, cheap);
    await page.locator('.refund-row').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('F6');
    await scan(page, CAKE);
    await page.waitForFunction(() => /91,05/.test(document.querySelector('.sale-total-amount')?.textContent ?? ''));
    expect(await faults(page)).to.deep.equal([]);
    await type(page, '100');
    await page.keyboard.press('F9');
    await page.locator('.refund-done').waitFor();
    expect(await page.locator('.sale-change-amount').innerText()).to.equal('₺8,95');
    expect((await saleOf(cheap)).state).to.equal('refunded');

    const dear = await sell([CAKE], 'F10');
    await scan(page, dear);
    await page.locator('.refund-row').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('F6');
    await scan(page, MILK);
    await page.waitForFunction(() => /78,10/.test(document.querySelector('.sale-total-amount')?.textContent ?? ''));
    await page.keyboard.press('F9');
    await page.locator('.refund-done').waitFor();
    const [sale, refund] = (await shop.admin.get('/api/pos/sales?kind=all&limit=2')).body.items;
    expect([refund.kind, refund.payments.map((p: { method: string; amount: number }) => [p.method, p.amount]), sale.total]).to.deep.equal(['exchange', [['card', 4690], ['card', 7810]], 4690]);
  });

  it('takes the last sale back as a whole, and goods without a receipt', async () => {
    const receiptNo = await sell([MILK, CAKE]);
    await page.getByRole('button', { name: 'Satışı iptal et' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => /171,90/.test(document.querySelector('.refund .sale-total-amount')?.textContent ?? ''));
    expect(await faults(page)).to.deep.equal([]);
    await page.keyboard.press('F9');
    await page.locator('.refund-done').waitFor();
    expect((await saleOf(receiptNo)).state).to.equal('voided');

    await go('/refund?free=true');
    await page.getByRole('heading', { name: 'Fişsiz iade' }).waitFor();
    await scan(page, MILK);
    await scan(page, MILK);
    await page.waitForFunction(() => /93,80/.test(document.querySelector('.sale-total-amount')?.textContent ?? ''));
    await page.keyboard.press('F9');
    await page.locator('.refund-done').waitFor();
    const [back] = (await shop.admin.get('/api/pos/sales?kind=refund&limit=1')).body.items;
    expect([back.kind, back.total, back.refundOf]).to.deep.equal(['return', 9380, null]);
  });

  it('shows refunds and voids among past sales, each with the way to the other', async () => {
    await go('/sales');
    await page.getByRole('row').nth(1).click();
    await page.locator('.panel').waitFor();
    expect(await page.locator('.panel .badge').first().innerText()).to.equal('Fişsiz');
    // The refund that voided the last sale, and that sale.
    await page.getByRole('row').nth(3).click();
    await page.locator('.history-refunds button').click();
    await page.locator('.history-origin button').waitFor();
    expect(await faults(page)).to.deep.equal([]);
  });

  it('says why a sale cannot be voided any more, and refunds it instead', async () => {
    const receiptNo = await sell([MILK]);
    await sell([TEA]);
    await go(`/refund?sale=${(await saleOf(receiptNo)).id}&void=true`);
    await page.getByText('Yalnız kasanın son fişi iptal edilebilir').waitFor();
    await page.waitForFunction(() => /46,90/.test(document.querySelector('.refund .sale-total-amount')?.textContent ?? ''));
    await page.keyboard.press('F9');
    await page.locator('.refund-done').waitFor();
    expect((await saleOf(receiptNo)).state).to.equal('refunded');
  });

  it('lets a manager approve in place what the cashier may not: a refund, and an exchange with a discount, paid in two tenders', async () => {
    const office = page;
    const till = await openPage();
    ({ page } = till);
    await signIn('cashier1');
    const approve = async (): Promise<void> => {
      await page.locator('.pin-field').waitFor();
      expect(await faults(page)).to.deep.equal([]);
      await type(page, PIN);
      await page.keyboard.press('Enter');
    };
    const receiptNo = await sell([MILK, TEA, TEA], 'F10');
    await scan(page, receiptNo);
    await page.locator('.refund-row').nth(1).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('yönetici onayı istenecek').waitFor();
    await page.keyboard.press('F9');
    await approve();
    await page.locator('.refund-done').waitFor();

    await scan(page, receiptNo);
    await page.locator('.refund-row-gone').waitFor();
    await page.keyboard.press('ArrowDown');
    await type(page, '1');
    await page.keyboard.press('Enter');
    await page.keyboard.press('F6');
    await scan(page, CAKE);
    await page.waitForFunction(() => /91,05/.test(document.querySelector('.sale-total-amount')?.textContent ?? ''));
    await page.keyboard.press('F5');
    await page.locator('.refund-quantity:focus').waitFor();
    expect(await faults(page)).to.deep.equal([]);
    await type(page, '20');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => /66,05/.test(document.querySelector('.sale-total-amount')?.textContent ?? ''));
    await type(page, '50');
    await page.keyboard.press('F9');
    await page.waitForFunction(() => /16,05/.test(document.querySelector('.sale-total-amount')?.textContent ?? ''));
    for (const [width, height] of [[390, 844], [1024, 768], [1920, 1080], [1280, 720]] as const) {
      await page.setViewportSize({ width, height });
      // On a phone the side scrolls, between the total and the bar that never do.
      expect((await faults(page)).filter(fault => width > 800 || !fault.startsWith('out of sight')), `${width}`).to.deep.equal([]);
      expect(await hidden(page), `${width}`).to.deep.equal([]);
    }
    await page.keyboard.press('F10');
    await approve();
    await page.getByText('%20 indirim için').waitFor();
    await approve();
    await page.locator('.refund-done').waitFor();
    const [made, refund] = (await shop.admin.get('/api/pos/sales?kind=all&limit=2')).body.items;
    const paid = (of: { payments: { method: string; amount: number }[] }) => of.payments.map(one => [one.method, one.amount]);
    expect([paid(made), paid(refund), made.discountTotal]).to.deep.equal([[['card', 3395], ['cash', 5000], ['card', 1605]], [['card', 3395]], 2500]);
    const { details } = (await shop.admin.get('/api/audit?action=pos.exchange.create')).body.items[0];
    expect(details.approvedBy).to.have.length(1);
    expect([till.errors, till.said]).to.deep.equal([[], []]);
    await till.close();
    page = office;
  });

  it('sells by tiles that a manager arranged, with a quantity before them, also while a sale is being written', async () => {
    const layout = { pages: [{ name: 'Fırın', colour: 'warn', tiles: [{ productId: ids[CAKE], colour: 'success' }, { productId: ids[MILK] }] }, { name: 'İçecek', tiles: [{ productId: ids[TEA], colour: 'danger' }] }] };
    expect((await shop.admin.put('/api/pos/favourites', layout)).status).to.equal(200);
    await go('/sale');
    await page.locator('.sale-done').waitFor();
    await page.keyboard.press('Control+f');
    await page.waitForFunction(() => document.activeElement?.classList.contains('tile'));
    expect(await faults(page)).to.deep.equal([]);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await type(page, '3*');
    await page.keyboard.press('PageDown');
    await page.waitForFunction(() => document.activeElement?.textContent?.includes('Çay'));
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => /148,75/.test(document.querySelector('.sale-total-amount')?.textContent ?? ''));
    let release = () => {};
    const released = new Promise<void>(resolve => { release = resolve; });
    await page.route('**/api/pos/sales', async route => {
      await released;
      await route.continue();
    });
    await page.keyboard.press('F9');
    await page.keyboard.press('Enter');
    await page.locator('[aria-busy=true]').first().waitFor();
    release();
    await page.locator('.done-strip').waitFor();
    await page.unroute('**/api/pos/sales');
    await page.locator('.done-strip .tile').first().click();
    await page.waitForFunction(() => /33,95/.test(document.querySelector('.sale-total-amount')?.textContent ?? ''));
    expect(await page.locator('.sale-rows .sale-row-title').allInnerTexts()).to.deep.equal(['Çay']);
    await page.setViewportSize({ width: 1024, height: 768 });
    expect(await faults(page)).to.deep.equal([]);
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.reload();
    await page.locator('.tile').first().waitFor();
    await page.keyboard.press('Control+f');
    await page.locator('.pad').waitFor();
  });

  it('keeps the customer\'s window up with the till, through a reload of either, and lets nothing be pressed in it', async () => {
    const [display] = await Promise.all([page.context().waitForEvent('page'), (async () => {
      await page.locator('.sale-tools-top [aria-haspopup=menu]').focus();
      await page.keyboard.press('Enter');
      await page.getByRole('menuitem', { name: 'Müşteri ekranı' }).focus();
      await page.keyboard.press('Enter');
    })()]);
    const shows = (words: RegExp) => display.waitForFunction(([source, flags]) => new RegExp(source!, flags).test(document.body.innerText), [words.source, words.flags]);
    await page.bringToFront();
    await shows(/Merkez[\s\S]*Çay[\s\S]*33,95/);
    await scan(page, CAKE);
    await shows(/Pasta[\s\S]*₺158,95/);
    await display.reload();
    await shows(/Pasta[\s\S]*₺158,95/);
    expect(await display.locator('.display-total dd').evaluate(e => getComputedStyle(e).fontSize)).to.equal('72px');
    expect(await faults(display)).to.deep.equal([]);
    expect(await display.evaluate(() => document.querySelectorAll('a, button, input, select, [tabindex]').length)).to.equal(0);
    await type(page, '200');
    await page.keyboard.press('F9');
    await page.keyboard.press('Enter');
    await shows(/Para üstü[\s\S]*₺41,05/);
    expect(await display.locator('body').innerText()).to.not.match(/Ayşe|admin/i);
    await page.goto('about:blank');
    await shows(/Hoş geldiniz/);
    await page.goto(`${shop.url}/sale`);
    await page.locator('.sale-bar').waitFor();
    await scan(page, MILK);
    await shows(/Süt[\s\S]*₺46,90/);
  });
});
