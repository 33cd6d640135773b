import { gzipSync } from 'node:zlib';
import type { Page, Response } from 'playwright-core';
import type { Table } from '../table.js';
import type { Till } from './till.js';

/** Scripts and styles that a page loads, by path, in kilobytes after gzip. */
async function loadsOf(page: Page, url: string): Promise<{ scripts: Map<string, number>; styles: Map<string, number> }> {
  const came: Response[] = [];
  const note = (response: Response): void => { came.push(response); };
  page.on('response', note);
  await page.goto(url);
  await page.locator('nav [aria-current=page], h1').first().waitFor();
  await page.waitForLoadState('load');
  // Parts follow one another: until nothing came for a while.
  for (let before = -1; before !== came.length;) {
    before = came.length;
    await page.waitForTimeout(400);
  }
  page.off('response', note);
  const found = { scripts: new Map<string, number>(), styles: new Map<string, number>() };
  for (const response of came) {
    const { pathname } = new URL(response.url());
    const kind = pathname.endsWith('.js') ? found.scripts : pathname.endsWith('.css') ? found.styles : undefined;
    if (kind) kind.set(pathname, gzipSync(await response.body()).length / 1024);
  }
  return found;
}
const sum = (sizes: ReadonlyMap<string, number>): number => [...sizes.values()].reduce((all, size) => all + size, 0);

/** What the browser really fetches: for the till, for the heaviest screen of the office, and the largest part of those fetched on demand. */
export async function sizes({ page, devtools }: Till, table: Table, url: string): Promise<void> {
  await devtools.send('Network.enable');
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
  const till = await loadsOf(page, `${url}/sale`);
  const paths = (await page.locator('nav a.main-menu-entry').evaluateAll(all => all.map(link => link.getAttribute('href')!))).filter(path => path !== '/sale');
  let heaviest = { path: '', size: 0 };
  const often = new Map<string, { times: number; size: number }>();
  const count = (scripts: ReadonlyMap<string, number>): void => {
    for (const [path, size] of scripts) often.set(path, { times: (often.get(path)?.times ?? 0) + 1, size });
  };
  count(till.scripts);
  for (const path of paths) {
    const { scripts } = await loadsOf(page, url + path);
    count(scripts);
    if (sum(scripts) > heaviest.size) heaviest = { path, size: sum(scripts) };
  }
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: false });
  const lazy = [...often].filter(([, { times }]) => times <= paths.length).sort(([, a], [, b]) => b.size - a.size)[0];
  table.add({ what: 'JavaScript of the till, gzip', unit: 'KB', value: sum(till.scripts), samples: till.scripts.size, goal: '≤ 60', note: 'samples: files' });
  table.add({ what: 'JavaScript of the back office, its heaviest screen, gzip', unit: 'KB', value: heaviest.size, goal: '≤ 90', note: `${heaviest.path} of ${paths.length} screens` });
  table.add({ what: 'JavaScript, largest lazy part, gzip', unit: 'KB', value: lazy?.[1].size, goal: '≤ 40', note: lazy?.[0] ?? '' });
  table.add({ what: 'CSS, gzip', unit: 'KB', value: sum(till.styles), goal: '≤ 20' });
  await page.goto(`${url}/sale`);
  await page.locator('.sale-foot').waitFor();
}
