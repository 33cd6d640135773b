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
    const { violations } = await (window as unknown as { axe: Axe }).axe.run(document, { rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] });
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

/** Every screen of the menu and the stages of a sale, in both themes and every language that is offered. */
export async function looks(table: Table, url: string): Promise<void> {
  const axe = readFileSync(join(process.env.SONTECHSP_ROOT!, 'node_modules/axe-core/axe.min.js'), 'utf8');
  const found = { violations: [] as string[], overflows: [] as string[], sentences: [] as string[] };
  let pages = 0;
  let paths: string[] = [];
  for (const dark of [false, true]) {
    const { page, close } = await openPage({ dark });
    const note = async (at: string): Promise<void> => {
      pages++;
      const looked = await look(page, axe);
      for (const kind of ['violations', 'overflows', 'sentences'] as const) found[kind].push(...looked[kind].map(what => `${at}: ${what}`));
    };
    const theme = dark ? 'dark' : 'light';
    const till = await openTill(page, url);
    for (const [language] of languages) {
      const name = (screen: string) => `${screen} ${language} ${theme}`;
      await page.evaluate(chosen => localStorage.setItem('sontechsp.language', JSON.stringify(chosen)), language);
      await page.goto(`${url}/sale`);
      await page.locator('.sale-foot').waitFor();
      paths = await page.locator('nav a.main-menu-entry').evaluateAll(all => all.map(link => link.getAttribute('href')!));
      await note(name('/sale'));
      for (const n of [1, 2, 3]) await till.scan(codeOf(n));
      await page.waitForFunction(() => document.querySelectorAll('.sale-rows [role=option]:not(.sale-row-asking)').length === 3);
      await note(name('/sale, three lines'));
      await page.keyboard.press('F9');
      await page.locator('.sale-pay').waitFor();
      await note(name('/sale, payment'));
      await page.keyboard.press('Enter');
      await page.locator('.sale-done').waitFor();
      await note(name('/sale, done'));
      for (const path of paths.filter(path => path !== '/sale')) {
        await page.locator(`nav a.main-menu-entry[href="${path}"]`).click();
        await page.locator(`nav a[href="${path}"][aria-current=page]`).waitFor();
        await settled(page);
        await note(name(path));
      }
    }
    await close();
  }
  const told = (lines: string[]) => (lines.length > 0 ? ` ${[...new Set(lines)].slice(0, 4).join(' | ')}` : '');
  const walk = `${paths.length} screens, ${languages.length} languages (${languages.map(([id]) => id).join(', ')}), 2 themes`;
  table.add({ what: 'axe violations, target size included', unit: '', value: found.violations.length, samples: pages, goal: '0', note: walk + told(found.violations) });
  table.add({ what: 'text that overflows its place', unit: '', value: found.overflows.length, samples: pages, goal: '0', note: `at 1280×720${told(found.overflows)}` });
  table.add({ what: 'sentences that are missing', unit: '', value: found.sentences.length, samples: pages, goal: '0', note: told(found.sentences) });
}
