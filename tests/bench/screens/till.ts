import type { CDPSession, Page } from 'playwright-core';
import { PASSWORD } from '../../support/host.js';
import { importCsv } from '../shop.js';
import type { Client } from '../../support/client.js';

/** Milliseconds between the keys of a scanner. */
const KEY_MS = 5;

/** A thirteen-digit code of the shop's own range, with its check digit. */
export function codeOf(n: number): string {
  const digits = `869${String(n).padStart(9, '0')}`;
  const sum = [...digits].reduce((all, digit, at) => all + Number(digit) * (at % 2 ? 3 : 1), 0);
  return digits + ((10 - (sum % 10)) % 10);
}
export const nameOf = (n: number): string => `Çeşit ${n} deneme ürünü`;

/** Gives the shop so many products with codes as scanners read them, and plenty of each. */
export const stockUp = (admin: Client, from: number, upTo: number): Promise<number> => importCsv(admin, [
  'barkod,ad,kategori,kdv_orani,satis_fiyati,alis_fiyati,birim,stok',
  ...Array.from({ length: upTo - from }, (_, at) => `${codeOf(from + at)},${nameOf(from + at)},Kategori ${at % 40},${[1, 10, 20][at % 3]},${10 + (at % 90)}.50,8.00,adet,900000`),
].join('\n'));

export interface Till {
  readonly page: Page;
  readonly devtools: CDPSession;
  /** Presses a code as a scanner does; gives the moment of its last key, on the clock of `painted`. */
  scan(code: string): Promise<number>;
  /** Presses one key; gives that moment. */
  press(key: string): Promise<number>;
  /** Begins to wait, inside the page, for `what`; then `painted` gives the moment it was on the screen. */
  await(what: Awaited): Promise<void>;
  painted(): Promise<number>;
  /** Codes and names of the basket in order, once nothing is asked any more. */
  rows(): Promise<string[]>;
  /** Sells what is in the basket for cash. */
  sell(): Promise<void>;
}
/** So many settled rows and another total; a finished sale; a search whose first hit has this text; a payment panel. */
export type Awaited = { rows: number } | { done: true } | { hit: string } | { pay: true };

interface Watched {
  painted: Promise<{ at: number; idle: number }>;
  tasks: number[];
  shifts: { value: number; what: string }[];
}
declare const __watched: Watched;

/** Runs in the page before anything of it: keeps what makes a till feel slow or restless. */
export function watch(): void {
  const watched: Watched = { painted: Promise.resolve({ at: 0, idle: 0 }), tasks: [], shifts: [] };
  Object.assign(window, { __watched: watched });
  new PerformanceObserver(list => { for (const entry of list.getEntries()) watched.tasks.push(entry.duration); }).observe({ type: 'longtask' });
  new PerformanceObserver(list => {
    for (const entry of list.getEntries() as unknown as { value: number; sources: { node: Element | null }[] }[]) {
      watched.shifts.push({ value: entry.value, what: entry.sources.map(source => String(source.node?.className || source.node?.nodeName)).join(' + ') });
    }
  }).observe({ type: 'layout-shift' });
}

/** What the observers of a page saw since this was last asked. */
export function seen(page: Page): Promise<{ tasks: number[]; shifts: Watched['shifts'] }> {
  return page.evaluate(() => {
    const { tasks, shifts } = __watched;
    return { tasks: tasks.splice(0), shifts: shifts.splice(0) };
  });
}

export async function signIn(page: Page, url: string, path = '/sale'): Promise<void> {
  await page.goto(url + path);
  await page.locator('input[type=password]').waitFor();
  await page.locator('input').first().fill('admin');
  await page.locator('input[type=password]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('nav [aria-current=page]').first().waitFor();
}

/** Signs in at the till of a page, whose keys are then pressed through the protocol with the times a keyboard would give them. */
export async function openTill(page: Page, url: string): Promise<Till> {
  await page.addInitScript(watch);
  await signIn(page, url);
  await page.locator('.sale-foot').waitFor();
  const devtools = await page.context().newCDPSession(page);
  const skew = await skewOf(page);
  const now = () => performance.timeOrigin + performance.now();

  async function scan(code: string): Promise<number> {
    const begin = Date.now();
    let last = 0;
    for (const [at, key] of [...code, 'Enter'].entries()) {
      const wait = begin + at * KEY_MS - Date.now();
      if (wait > 0) await new Promise(done => setTimeout(done, wait));
      const common = {
        key, code: key === 'Enter' ? key : `Digit${key}`, windowsVirtualKeyCode: key === 'Enter' ? 13 : key.charCodeAt(0), timestamp: (begin + at * KEY_MS) / 1000,
      };
      last = now();
      // Nobody waits until a key was heard: a keyboard does not either.
      for (const stroke of [{ type: 'keyDown' as const, text: key === 'Enter' ? '\r' : key }, { type: 'keyUp' as const }]) {
        devtools.send('Input.dispatchKeyEvent', { ...stroke, ...common }).catch(() => undefined);
      }
    }
    return last;
  }
  async function rows(): Promise<string[]> {
    await page.waitForFunction(() => document.querySelector('.sale-row-asking') === null);
    return page.locator('.sale-rows [role=option]').evaluateAll(all => all.map(row => row.querySelector('.sale-row-title')?.textContent ?? ''));
  }
  return {
    page, devtools, scan, rows,
    async press(key) {
      const at = now();
      await page.keyboard.press(key);
      return at;
    },
    await: what => page.evaluate(wanted => {
      const total = () => document.querySelector('.sale-total-amount')?.textContent;
      const before = total();
      const there = (): boolean => 'rows' in wanted ? total() !== before && document.querySelectorAll('.sale-rows [role=option]:not(.sale-row-asking)').length === wanted.rows
        : 'done' in wanted ? document.querySelector('.sale-done') !== null
        : 'pay' in wanted ? document.querySelector('.sale-pay') !== null
        : document.querySelector('.sale-hit')?.textContent?.includes(wanted.hit) === true;
      __watched.painted = new Promise((resolve, reject) => {
        const late = setTimeout(() => { observer.disconnect(); reject(new Error(`Not painted within 10 s: ${JSON.stringify(wanted)}`)); }, 10_000);
        const look = (): void => {
          if (!there()) return;
          observer.disconnect();
          clearTimeout(late);
          // The frame that shows it begins; a message sent in it is heard when it has been painted.
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => {
              const at = performance.now();
              requestIdleCallback(() => resolve({ at: performance.timeOrigin + at, idle: performance.now() - at }), { timeout: 1000 });
            };
            port2.postMessage(null);
          });
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
        look();
      });
      // Whoever asks for it hears of its failure.
      __watched.painted.catch(() => undefined);
    }, what),
    painted: async () => await page.evaluate(async () => (await __watched.painted).at) - skew,
    async sell() {
      await page.keyboard.press('F9');
      await page.keyboard.press('Enter');
      await page.locator('.sale-done').waitFor();
    },
  };
}

/** Runs `work` so often, or as often as half a minute allows. */
export async function repeat(times: number, work: (n: number) => Promise<void>): Promise<number> {
  const end = performance.now() + 30_000;
  let n = 0;
  while (n < times && performance.now() < end) await work(n++);
  return n;
}

/** Milliseconds the main thread of a page was still busy after what was awaited had been painted. */
export const busyAfter = (page: Page): Promise<number> => page.evaluate(async () => (await __watched.painted).idle);

/** How far the clock of a page is ahead of ours, by the quickest of some questions. */
async function skewOf(page: Page): Promise<number> {
  let best = { round: Infinity, skew: 0 };
  for (let tries = 0; tries < 9; tries++) {
    const before = performance.timeOrigin + performance.now();
    const there = await page.evaluate(() => performance.timeOrigin + performance.now());
    const round = performance.timeOrigin + performance.now() - before;
    if (round < best.round) best = { round, skew: there - before - round / 2 };
  }
  return best.skew;
}
