import type { Table } from '../table.js';
import { restless } from './times.js';
import { codeOf, nameOf, seen, type Till } from './till.js';

const EVERY_MS = 1000 / 12;
const COUNT = 100;

/** A hundred scans as fast as a cashier's hands and a good scanner are. */
export async function manyScans({ page, scan, rows, sell }: Till, table: Table): Promise<void> {
  const numbers = Array.from({ length: COUNT }, (_, n) => 7000 + n);
  await seen(page);
  const begin = Date.now();
  for (const [n, number] of numbers.entries()) {
    await scan(codeOf(number));
    const wait = begin + (n + 1) * EVERY_MS - Date.now();
    if (wait > 0) await new Promise(done => setTimeout(done, wait));
  }
  const took = (Date.now() - begin) / 1000;
  await page.waitForFunction(count => document.querySelectorAll('.sale-rows [role=option]:not(.sale-row-asking)').length >= count, COUNT, { timeout: 15_000 }).catch(() => undefined);
  const there = await rows();
  const { tasks, shifts } = await seen(page);
  const note = `13 characters and Enter, 5 ms apart, ${(COUNT / took).toFixed(1)} a second`;
  table.add({ what: '100 scans at 12 a second: lines right and in order', unit: 'lines', value: numbers.filter((number, n) => there[n] === nameOf(number)).length, goal: '100', note });
  table.add({ what: '100 scans at 12 a second: lost', unit: 'scans', value: numbers.filter(number => !there.includes(nameOf(number))).length, goal: '0' });
  restless(table, '100 scans at 12 a second', tasks, shifts);
  await sell();
}

/** Scans while something else has the focus; each must become a line, and what was open stays open. */
export async function strayScans({ page, scan, rows, sell }: Till, table: Table): Promise<void> {
  const EACH = 5;
  const places: { name: string; open(): Promise<unknown>; stays: string; leave(): Promise<unknown> }[] = [
    { name: 'in the search', open: () => page.keyboard.press('F2'), stays: '.sale [role=combobox]:focus', leave: () => page.keyboard.press('Escape') },
    { name: 'in a dialog', open: () => page.keyboard.press('Control+k'), stays: 'dialog[open]', leave: () => page.keyboard.press('Escape') },
    { name: 'in payment', open: () => page.keyboard.press('F9'), stays: '.sale-pay', leave: () => page.keyboard.press('Escape') },
    { name: 'in a menu', open: () => page.locator('.top-bar-user').click(), stays: '[popover]:popover-open', leave: () => page.keyboard.press('Escape') },
  ];
  let next = 8000;
  await scan(codeOf(next++));
  for (const { name, open, stays, leave } of places) {
    await open();
    await page.locator(stays).first().waitFor();
    const before = (await rows()).length;
    for (let n = 0; n < EACH; n++) await scan(codeOf(next++));
    await page.waitForFunction(count => document.querySelectorAll('.sale-rows [role=option]:not(.sale-row-asking)').length >= count, before + EACH, { timeout: 5000 }).catch(() => undefined);
    const came = (await rows()).length - before;
    const stayed = await page.locator(stays).count() > 0;
    table.add({ what: `scans ${name}: lost`, unit: 'scans', value: EACH - came, samples: EACH, goal: '0', note: stayed ? 'each became a line; what was open stays open' : 'what was open has closed' });
    await leave();
  }
  await sell();
}
