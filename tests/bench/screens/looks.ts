import { languages } from '../../../host/web/services/language.js';
import { walkDialogs } from '../../journeys/walks/dialogs.js';
import { walkEntrance } from '../../journeys/walks/entrance.js';
import { openFullShop, type FullShop } from '../../journeys/walks/full-shop.js';
import { walkOffice } from '../../journeys/walks/office.js';
import { walkPeople } from '../../journeys/walks/people.js';
import { walkShift } from '../../journeys/walks/shift.js';
import { walkTill } from '../../journeys/walks/till.js';
import { walkWizard } from '../../journeys/walks/wizard.js';
import { openPage } from '../../support/browser.js';
import { look } from '../../support/looks.js';
import type { Look } from '../../support/walk.js';
import type { Table } from '../table.js';

/** Every screen with all that opens on it, the ways in and the first run, in both themes and every language that is offered: the whole of what `npm test` walks a part of. */
export async function looks(table: Table): Promise<void> {
  const found = { violations: [] as string[], misfits: [] as string[], sentences: [] as string[] };
  const seen = new Set<string>();
  let pages = 0;
  const shop = await openFullShop();
  // Two at a time: as many as the smallest machine has cores.
  const waiting = [...languages.entries()];
  await Promise.all([1, 2].map(async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await walk(shop, next[0], next[1][0]);
  }));
  await shop.stop();

  async function walk(at: FullShop, n: number, language: string): Promise<void> {
    const { page, close } = await openPage();
    const note: Look = async (what, there = page) => {
      const looked = await look(there, 'both');
      pages += 2;
      seen.add(what);
      for (const kind of ['violations', 'misfits', 'sentences'] as const) found[kind].push(...looked[kind].map(fault => `${what} ${language}: ${fault}`));
    };
    await page.addInitScript(chosen => localStorage.setItem('sontechsp.language', chosen), JSON.stringify(language));
    const walked = { page, shop: at, till: at.tills[n]!, look: note };
    for (const part of [walkEntrance, walkDialogs, walkOffice, walkTill, walkShift, walkPeople]) await part(walked);
    await close();
    const first = await openPage();
    await walkWizard(first.page, language, (what, there = first.page) => note(what, there));
    await first.close();
  }
  const told = (lines: string[]) => (lines.length > 0 ? `; ${[...new Set(lines)].slice(0, 4).join(' | ')}` : '');
  const where = `${seen.size} places, ${languages.map(([id]) => id).join(', ')}, 2 themes`;
  table.add({ what: 'axe violations, target size included', unit: '', value: found.violations.length, samples: pages, goal: '0', note: where + told(found.violations) });
  table.add({ what: 'text that overflows its place or is broken', unit: '', value: found.misfits.length, samples: pages, goal: '0', note: `at 1280×720${told(found.misfits)}` });
  table.add({ what: 'sentences that are missing', unit: '', value: found.sentences.length, samples: pages, goal: '0', note: `samples: pages${told(found.sentences)}` });
}
