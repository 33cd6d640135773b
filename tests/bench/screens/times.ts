import type { Table } from '../table.js';
import { busyAfter, codeOf, nameOf, repeat, seen, type Till } from './till.js';

const LINES = 50;
const at = (times: readonly number[], share: number): number => [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN;

/** The last key of a scan → its line and the new total painted, beside fifty lines; then the same with a slower processor. */
export async function scanTimes({ page, devtools, scan, press, await: wait, painted, sell }: Till, table: Table, products: number): Promise<void> {
  let next = 100;
  for (let n = 0; n < LINES; n++) await scan(codeOf(next++));
  await page.waitForFunction(lines => document.querySelectorAll('.sale-rows [role=option]:not(.sale-row-asking)').length === lines, LINES);
  for (const { rate, wanted, goal } of [{ rate: 1, wanted: 120, goal: 'p95 ≤ 50, p99 ≤ 80' }, { rate: 4, wanted: 60, goal: 'p95 ≤ 100' }]) {
    await devtools.send('Emulation.setCPUThrottlingRate', { rate });
    await seen(page);
    const times: number[] = [];
    const samples = await repeat(wanted, async () => {
      await wait({ rows: LINES + 1 });
      const pressed = await scan(codeOf(next++));
      times.push(await painted() - pressed);
      // The chosen line is the new one: the basket stays as long as it is.
      await wait({ rows: LINES });
      await press('Delete');
      await painted();
    });
    const { tasks } = await seen(page);
    table.add({
      what: `scan → line and total painted, CPU ×${rate} slower (p95)`, unit: 'ms', value: at(times, 0.95), p50: at(times, 0.5), p99: at(times, 0.99), samples, goal,
      note: `${products} products, ${LINES} lines, each product new to the till; ${tasks.length} long tasks`,
    });
  }
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await sell();
}

/** The key that pays → done, which the till shows once the sale is committed; and how soon it is free for the next scan. */
export async function payTimes({ page, scan, rows, press, await: wait, painted }: Till, table: Table, sales: () => Promise<number>): Promise<void> {
  const SALES = 40;
  const [times, panels, busy]: [number[], number[], number[]] = [[], [], []];
  let lost = 0;
  const before = await sales();
  await seen(page);
  const samples = await repeat(SALES, async n => {
    // At once after the sale before: what is not heard now is lost.
    const codes = [0, 1, 2].map(k => 5000 + ((n * 3 + k) % 90));
    for (const code of codes) await scan(codeOf(code));
    await page.waitForFunction(() => document.querySelectorAll('.sale-rows [role=option]:not(.sale-row-asking)').length === 3, undefined, { timeout: 3000 }).catch(() => undefined);
    const there = await rows();
    lost += codes.filter(code => !there.includes(nameOf(code))).length;
    await wait({ pay: true });
    const opened = await press('F9');
    panels.push(await painted() - opened);
    await wait({ done: true });
    const paid = await press('Enter');
    times.push(await painted() - paid);
    busy.push(await busyAfter(page));
  });
  const { tasks, shifts } = await seen(page);
  table.add({ what: 'F9 → payment panel painted (p95)', unit: 'ms', value: at(panels, 0.95), p50: at(panels, 0.5), p99: at(panels, 0.99), samples });
  table.add({
    what: 'pay key → done, committed (p95)', unit: 'ms', value: at(times, 0.95), p50: at(times, 0.5), p99: at(times, 0.99), samples, goal: '≤ 150',
    note: `${await sales() - before} of ${samples} sales are in the database`,
  });
  table.add({ what: 'done → free for the next scan (p95)', unit: 'ms', value: at(busy, 0.95), p50: at(busy, 0.5), p99: at(busy, 0.99), samples, goal: '≤ 50', note: `${lost} of ${samples * 3} scans made at that moment lost` });
  restless(table, `${samples} sales of three scans and two keys`, tasks, shifts);
}

/** Long tasks and layout shifts, those after a key included. */
export function restless(table: Table, where: string, tasks: readonly number[], shifts: readonly { value: number; what: string }[]): void {
  table.add({ what: `long tasks over 50 ms: ${where}`, unit: '', value: tasks.length, goal: '0', ...(tasks.length > 0 ? { note: `longest ${Math.max(...tasks).toFixed(0)} ms` } : {}) });
  const sum = shifts.reduce((all, { value }) => all + value, 0);
  table.add({ what: `layout shifts: ${where}`, unit: '', value: shifts.length, goal: '0', ...(shifts.length > 0 ? { note: `${sum.toFixed(4)} in all; ${[...new Set(shifts.map(shift => shift.what))].slice(0, 3).join(', ')}` } : {}) });
}

/** The last key of a word → its hits painted. */
export async function searchTimes({ page, press, await: wait, painted }: Till, table: Table, products: number): Promise<void> {
  const SAMPLES = 40;
  const times: number[] = [];
  await press('F2');
  const field = page.locator('.sale [role=combobox]');
  await field.waitFor();
  const samples = await repeat(SAMPLES, async n => {
    const number = String(10_000 + ((n * 7919) % (products - 10_000)));
    await field.fill(`deneme ${number.slice(0, -1)}`);
    await wait({ hit: number.slice(0, -1) });
    await painted();
    await wait({ hit: number });
    const pressed = await press(number.at(-1)!);
    times.push(await painted() - pressed);
  });
  await field.fill('');
  await press('Escape');
  table.add({
    what: `search key → hits painted, ${products} products (p95)`, unit: 'ms', value: at(times, 0.95), p50: at(times, 0.5), p99: at(times, 0.99), samples, goal: '≤ 100',
    note: 'two words; the rest the till takes before it asks is in it',
  });
}
