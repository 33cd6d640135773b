import { openPage } from '../../support/browser.js';
import { freshPlace } from '../../support/databases.js';
import { PASSWORD } from '../../support/host.js';
import { startHost } from '../../support/process.js';
import type { Table } from '../table.js';
import { codeOf, type Till } from './till.js';

/** The renderer is killed amid a basket: a new page of the same browser → the basket on the screen. */
export async function killedPage({ page, scan, rows }: Till, table: Table, url: string): Promise<void> {
  for (let n = 0; n < 20; n++) await scan(codeOf(9000 + n));
  await page.waitForFunction(() => document.querySelectorAll('.sale-rows [role=option]:not(.sale-row-asking)').length === 20);
  const [before, total] = [await rows(), await page.locator('.sale-total-amount').innerText()];
  const next = await page.context().newPage();
  const devtools = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  devtools.send('Page.crash').catch(() => undefined);
  await crashed;
  const begin = performance.now();
  await next.goto(`${url}/sale`);
  await next.locator('.sale-rows [role=option]').nth(before.length - 1).waitFor({ timeout: 15_000 });
  const took = performance.now() - begin;
  const after = await next.locator('.sale-rows [role=option] .sale-row-title').allInnerTexts();
  const same = JSON.stringify(after) === JSON.stringify(before) && await next.locator('.sale-total-amount').innerText() === total;
  table.add({ what: 'renderer killed amid 20 lines → basket back', unit: 'ms', value: took, goal: '≤ 3000', note: same ? 'identical' : `NOT identical: ${after.length} lines` });
}

/** A new host, its first page, Enter all the way; the password is typed. */
export async function wizard(table: Table): Promise<void> {
  const running = await startHost(await freshPlace('sqlite'));
  const { page, close } = await openPage();
  try {
    const begin = performance.now();
    await page.goto(running.url);
    await page.locator('.wizard').waitFor();
    let pressed = 0;
    for (; pressed < 12 && !page.url().endsWith('/sale'); pressed++) {
      const title = await page.locator('.wizard-body h1').innerText();
      for (const password of await page.locator('.wizard input[type=password]').all()) await password.fill(PASSWORD);
      await page.locator('.wizard-next:not([disabled])').waitFor();
      await page.keyboard.press('Enter');
      await page.waitForFunction(before => {
        const now = document.querySelector('.wizard-body h1')?.textContent;
        return location.pathname === '/sale' || (now !== undefined && now !== before);
      }, title, { timeout: 90_000 });
    }
    await page.locator('.sale-foot').waitFor();
    table.add({ what: 'first run with what is proposed, Enter all the way → till', unit: 's', value: (performance.now() - begin) / 1000, goal: '≤ 180', note: `${pressed} times Enter and a password` });
  } finally {
    await close();
    await running.stop();
  }
}
