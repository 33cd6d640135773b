import { gzipSync } from 'node:zlib';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openPage } from '../support/browser.js';
import { PASSWORD } from '../support/host.js';
import { freshPlace } from '../support/databases.js';
import { startHost } from '../support/process.js';
import type { BenchOptions } from './main.js';
import { summary } from './measure.js';
import { makeShop } from './shop.js';

const PRODUCTS = 20_000;
const LINES = 50;

/**
 * Presses a code like a scanner and gives the milliseconds from its last key to the frame in which the total has changed,
 * measured inside the page.
 */
function timedScan(page: Page, code: string): Promise<number> {
  return page.evaluate(async text => {
    const key = (name: string) => {
      const target = document.activeElement ?? document.body;
      for (const type of ['keydown', 'keyup']) target.dispatchEvent(new KeyboardEvent(type, { key: name, bubbles: true, cancelable: true }));
    };
    const total = () => document.querySelector('.sale-total-amount')?.textContent;
    const before = total();
    for (const character of text) {
      key(character);
      await new Promise(done => setTimeout(done, 5));
    }
    const begin = performance.now();
    key('Enter');
    while (total() === before && performance.now() - begin < 2000) await new Promise(done => requestAnimationFrame(done));
    return performance.now() - begin;
  }, code);
}

async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator('input[autocomplete=username]').fill('admin');
  await page.locator('input[type=password]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('nav, .sale-foot, .place, main').first().waitFor();
  await page.goto(`${url}/sale`);
  await page.locator('.sale-foot').waitFor();
}

/** Scan → painted line with 20,000 products and a 50-line basket, at full speed and four times slower; sizes of what is sent. */
export async function screens({ table }: BenchOptions): Promise<void> {
  const running = await startHost(await freshPlace('sqlite'));
  const shop = await makeShop(running.url, PRODUCTS, 1);
  const { page, close } = await openPage();
  const begin = performance.now();
  await signIn(page, running.url);
  table.add({ what: 'from opening the browser page to the till, sign-in included', unit: 'ms', value: performance.now() - begin });
  for (let i = 0; i < LINES; i++) await timedScan(page, shop.barcodes[i]!);
  const cdp = await page.context().newCDPSession(page);
  for (const rate of [1, 4]) {
    await cdp.send('Emulation.setCPUThrottlingRate', { rate });
    const times: number[] = [];
    for (let i = 0; i < 60; i++) times.push(await timedScan(page, shop.barcodes[(LINES + rate * 1000 + i * 37) % PRODUCTS]!));
    const sorted = [...times].sort((a, b) => a - b);
    const m = summary(times, 1);
    table.add({ what: `scan → painted line, new product, ${LINES} lines, CPU ×${rate} slower (p95)`, unit: 'ms', value: sorted[Math.floor(sorted.length * 0.95)], p50: m.p50, p99: m.p99, samples: m.samples });
  }
  await close();
  await running.stop();

  const web = process.env.SONTECHSP_WEB!;
  const size = (...paths: string[]): number => paths.reduce((sum, p) => sum + gzipSync(readFileSync(join(web, p))).length, 0) / 1024;
  const files = (folder: string): string[] => readdirSync(join(web, folder), { recursive: true }).map(f => join(folder, String(f))).filter(f => f.endsWith('.js') && statSync(join(web, f)).isFile());
  table.add({ what: 'JavaScript of frame and shared modules, gzip', unit: 'KB', value: size('frame.js', ...files('shared')) });
  table.add({ what: 'JavaScript of the till on top, gzip', unit: 'KB', value: size(...files('plugins').filter(f => /pos\.js|sale|pos/.test(f))) });
  table.add({ what: 'largest lazy part, gzip', unit: 'KB', value: Math.max(...files('plugins').map(f => size(f))) });
  table.add({ what: 'style sheet, gzip', unit: 'KB', value: size('app.css') });
}
