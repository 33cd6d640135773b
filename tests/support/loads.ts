import { gzipSync } from 'node:zlib';
import type { Page, Request, Response } from 'playwright-core';

/** By path, in kilobytes after gzip. */
export type Sizes = ReadonlyMap<string, number>;
export interface Loads {
  readonly scripts: Sizes;
  readonly styles: Sizes;
}
export const sum = (sizes: Sizes): number => [...sizes.values()].reduce((all, size) => all + size, 0);

/** Scripts and styles that a page really fetches, with nothing kept from before. */
async function loadsOf(page: Page, url: string): Promise<Loads> {
  const came: Response[] = [];
  const note = (response: Response): void => { came.push(response); };
  page.on('response', note);
  const underWay = requestsUnderWay(page);
  await page.goto(url);
  await page.locator('nav [aria-current=page], h1').first().waitFor();
  await page.waitForLoadState('load');
  // Parts follow one another: until the page is idle with all that it asked for.
  do {
    while (underWay.requests.size > 0) await underWay.change();
    await page.evaluate(() => new Promise<void>(done => { requestIdleCallback(() => setTimeout(done)); }));
  } while (underWay.requests.size > 0);
  underWay.stop();
  page.off('response', note);
  const found = { scripts: new Map<string, number>(), styles: new Map<string, number>() };
  for (const response of came) {
    const { pathname } = new URL(response.url());
    const kind = pathname.endsWith('.js') ? found.scripts : pathname.endsWith('.css') ? found.styles : undefined;
    if (kind) kind.set(pathname, gzipSync(await response.body()).length / 1024);
  }
  return found;
}

/** What a page asked for and was not given yet, the stream of live events apart, which never ends. */
function requestsUnderWay(page: Page) {
  const requests = new Set<Request>();
  let changed = (): void => {};
  const begin = (request: Request): void => { if (new URL(request.url()).pathname !== '/api/events') requests.add(request); };
  const end = (request: Request): void => {
    requests.delete(request);
    changed();
  };
  page.on('request', begin).on('requestfinished', end).on('requestfailed', end);
  return {
    requests,
    change: () => new Promise<void>(resolve => { changed = resolve; }),
    stop: () => void page.off('request', begin).off('requestfinished', end).off('requestfailed', end),
  };
}

/** What the browser fetches for the till, for the heaviest screen of the office, and the largest part of those fetched on demand. */
export async function weigh(page: Page, url: string): Promise<{ till: Loads; office: number; heaviest: { path: string; size: number }; lazy: { path: string; size: number } }> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
  const till = await loadsOf(page, `${url}/sale`);
  const paths = (await page.locator('nav a.main-menu-entry').evaluateAll(all => all.map(link => link.getAttribute('href')!))).filter(path => path !== '/sale');
  const largest = (sizes: readonly { path: string; size: number }[]) => [...sizes].sort((a, b) => b.size - a.size)[0] ?? { path: '', size: 0 };
  const loads = [{ path: '/sale', ...till }];
  for (const path of paths) loads.push({ path, ...await loadsOf(page, url + path) });
  await devtools.detach();
  const parts = new Map<string, { times: number; size: number }>();
  for (const { scripts } of loads) for (const [path, size] of scripts) parts.set(path, { times: (parts.get(path)?.times ?? 0) + 1, size });
  return {
    till, office: paths.length,
    heaviest: largest(loads.slice(1).map(({ path, scripts }) => ({ path, size: sum(scripts) }))),
    lazy: largest([...parts].filter(([, { times }]) => times < loads.length).map(([path, { size }]) => ({ path, size }))),
  };
}
