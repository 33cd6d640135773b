import { languages } from '../../../host/web/services/language.js';
import { openPage } from '../../support/browser.js';
import { look } from '../../support/looks.js';
import { walkScreen } from '../../support/walk.js';
import type { Table } from '../table.js';
import { codeOf, openTill } from './till.js';

/** A machine that is busy with other things sees fewer pages, and says so. */
const LONGEST_MS = 200_000;

/** Every screen of the menu with what opens on it, and the stages of a sale, in both themes and every language that is offered. */
export async function looks(table: Table, url: string): Promise<void> {
  const found = { violations: [] as string[], misfits: [] as string[], sentences: [] as string[] };
  const end = performance.now() + LONGEST_MS;
  let pages = 0;
  let left = 0;
  let screens = 0;
  async function walk(language: string): Promise<void> {
    const { page, close } = await openPage();
    const till = await openTill(page, url);
    const note = async (at: string): Promise<void> => {
      if (performance.now() > end) return void left++;
      const looked = await look(page, 'both');
      pages += 2;
      for (const kind of ['violations', 'misfits', 'sentences'] as const) found[kind].push(...looked[kind].map(what => `${at} ${language}: ${what}`));
    };
    await page.evaluate(chosen => localStorage.setItem('sontechsp.language', JSON.stringify(chosen)), language);
    await page.goto(`${url}/sale`);
    await page.locator('.sale-foot').waitFor();
    const paths = await page.locator('nav a.main-menu-entry').evaluateAll(all => all.map(link => link.getAttribute('href')!));
    screens = paths.length;
    await note('/sale');
    for (const n of [1, 2, 3]) await till.scan(codeOf(n));
    await page.waitForFunction(() => document.querySelectorAll('.sale-rows [role=option]:not(.sale-row-asking)').length === 3);
    await note('/sale with lines');
    for (const [key, there, what] of [['F9', '.sale-pay', 'payment'], ['Enter', '.sale-done', 'done']] as const) {
      await page.keyboard.press(key);
      await page.locator(there).waitFor();
      await note(`/sale, ${what}`);
    }
    for (const path of paths.filter(path => path !== '/sale')) {
      if (performance.now() > end) left++;
      else await walkScreen(page, path, note);
    }
    await close();
  }
  // Two at a time: as many as the smallest machine has cores.
  const waiting = languages.map(([id]) => id);
  await Promise.all([1, 2].map(async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await walk(next);
  }));
  const told = (lines: string[]) => (lines.length > 0 ? `; ${[...new Set(lines)].slice(0, 4).join(' | ')}` : '');
  const where = `${screens} screens, ${languages.map(([id]) => id).join(', ')}, 2 themes${left > 0 ? `; ${left} NOT reached in ${LONGEST_MS / 1000} s` : ''}`;
  table.add({ what: 'axe violations, target size included', unit: '', value: found.violations.length, samples: pages, goal: '0', note: where + told(found.violations) });
  table.add({ what: 'text that overflows its place or is broken', unit: '', value: found.misfits.length, samples: pages, goal: '0', note: `at 1280×720${told(found.misfits)}` });
  table.add({ what: 'sentences that are missing', unit: '', value: found.sentences.length, samples: pages, goal: '0', note: `samples: pages${told(found.sentences)}` });
}
