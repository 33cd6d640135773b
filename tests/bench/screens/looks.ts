import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { languages } from '../../../host/web/services/language.js';
import { openPage } from '../../support/browser.js';
import type { Table } from '../table.js';
import { codeOf, openTill } from './till.js';

interface Looked { violations: string[]; overflows: string[]; sentences: string[] }

/** What eyes, screen readers and translators would find wrong with the page as it stands. */
async function look(page: Page, axe: string): Promise<Looked> {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe);
  return page.evaluate(async () => {
    interface Axe { run(where: Document, options: object): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> }
    const { violations } = await (window as unknown as { axe: Axe }).axe.run(document, { rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'], preload: false });
    const wide = [...document.querySelectorAll<HTMLElement>('body *')].filter(e =>
      !e.closest('.unseen, .skip, .table, svg') && e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === 'visible');
    return {
      violations: violations.flatMap(({ id, nodes }) => nodes.map(node => `${id} at ${node.target.join(' ')}`)),
      overflows: [...wide.map(e => `${e.className || e.tagName}: ${e.textContent?.slice(0, 40)}`), ...(document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : [])],
      sentences: document.body.innerText.match(/\b[a-z]+:[a-z]+\.[\w.]+/g) ?? [],
    };
  });
}

/** Waits until a screen stands: no curtain, no spinner, a title. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('h1') !== null && document.querySelector('.curtain, .spinner') === null, undefined, { timeout: 8000 }).catch(() => undefined);
}

/** A machine that is busy with other things sees fewer pages, and says so. */
const LONGEST_MS = 100_000;

/** Every screen of the menu and the stages of a sale, in both themes and every language that is offered. */
export async function looks(table: Table, url: string): Promise<void> {
  const axe = readFileSync(join(process.env.SONTECHSP_ROOT!, 'node_modules/axe-core/axe.min.js'), 'utf8');
  const found = { violations: [] as string[], overflows: [] as string[], sentences: [] as string[] };
  const end = performance.now() + LONGEST_MS;
  let pages = 0;
  let left = 0;
  let screens = 0;
  async function walk(theme: 'light' | 'dark'): Promise<void> {
    const { page, close } = await openPage({ dark: theme === 'dark' });
    const till = await openTill(page, url);
    for (const [language] of languages) {
      const note = async (at: string, come: () => Promise<void>): Promise<void> => {
        if (performance.now() > end) return void left++;
        await come();
        const looked = await look(page, axe);
        pages++;
        for (const kind of ['violations', 'overflows', 'sentences'] as const) found[kind].push(...looked[kind].map(what => `${at} ${language} ${theme}: ${what}`));
      };
      await page.evaluate(chosen => localStorage.setItem('sontechsp.language', JSON.stringify(chosen)), language);
      await page.goto(`${url}/sale`);
      await page.locator('.sale-foot').waitFor();
      const paths = await page.locator('nav a.main-menu-entry').evaluateAll(all => all.map(link => link.getAttribute('href')!));
      screens = paths.length;
      await note('/sale', async () => {});
      await note('/sale with lines', async () => {
        for (const n of [1, 2, 3]) await till.scan(codeOf(n));
        await page.waitForFunction(() => document.querySelectorAll('.sale-rows [role=option]:not(.sale-row-asking)').length === 3);
      });
      await note('/sale, payment', async () => {
        await page.keyboard.press('F9');
        await page.locator('.sale-pay').waitFor();
      });
      await note('/sale, done', async () => {
        await page.keyboard.press('Enter');
        await page.locator('.sale-done').waitFor();
      });
      for (const path of paths.filter(path => path !== '/sale')) {
        await note(path, async () => {
          await page.locator(`nav a.main-menu-entry[href="${path}"]`).click();
          await page.locator(`nav a[href="${path}"][aria-current=page]`).waitFor();
          await settled(page);
        });
      }
    }
    await close();
  }
  await Promise.all((['light', 'dark'] as const).map(walk));
  const told = (lines: string[]) => (lines.length > 0 ? `; ${[...new Set(lines)].slice(0, 4).join(' | ')}` : '');
  const where = `${screens} screens, ${languages.map(([id]) => id).join(', ')}, 2 themes${left > 0 ? `; ${left} pages NOT reached in ${LONGEST_MS / 1000} s` : ''}`;
  table.add({ what: 'axe violations, target size included', unit: '', value: found.violations.length, samples: pages, goal: '0', note: where + told(found.violations) });
  table.add({ what: 'text that overflows its place', unit: '', value: found.overflows.length, samples: pages, goal: '0', note: `at 1280×720${told(found.overflows)}` });
  table.add({ what: 'sentences that are missing', unit: '', value: found.sentences.length, samples: pages, goal: '0', note: `samples: pages${told(found.sentences)}` });
}
