import { openPage } from '../support/browser.js';
import { freshPlace } from '../support/databases.js';
import { startHost } from '../support/process.js';
import type { BenchOptions } from './main.js';
import { keys } from './screens/keys.js';
import { looks } from './screens/looks.js';
import { killedPage, wizard } from './screens/returns.js';
import { manyScans, strayScans } from './screens/scans.js';
import { sizes } from './screens/sizes.js';
import { openTill, stockUp, type Till } from './screens/till.js';
import { payTimes, scanTimes, searchTimes } from './screens/times.js';
import { makeShop } from './shop.js';

const PRODUCTS = 20_000;
const LONGEST_MS = 240_000;

/** The numbers of `ux.md`, each beside its goal: what a cashier does and waits for, in headless Chromium. */
export async function screens({ table }: BenchOptions): Promise<void> {
  const running = await startHost(await freshPlace('sqlite'));
  const { admin } = await makeShop(running.url, 1, 1);
  table.add({ what: `import of ${PRODUCTS} products`, unit: 's', value: await stockUp(admin, 0, PRODUCTS) });
  const sales = async (): Promise<number> => Number((await admin.get('/api/pos/sales?limit=1')).body.items[0]?.sequence ?? 0);
  const parts: Record<string, (till: Till) => Promise<void>> = {
    keys: till => keys(till, table),
    'scan times': till => scanTimes(till, table, PRODUCTS),
    'many scans': till => manyScans(till, table),
    'stray scans': till => strayScans(till, table),
    'pay times': till => payTimes(till, table, sales),
    'search times': till => searchTimes(till, table, PRODUCTS),
    sizes: till => sizes(till, table, running.url),
    'killed page': till => killedPage(till, table, running.url),
    looks: () => looks(table),
    wizard: () => wizard(table),
  };
  for (const [name, part] of Object.entries(parts)) {
    // One that does not come to its end is told, and the others are still measured, each in a browser profile of its own.
    const { page, close } = await openPage();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => { timer = setTimeout(() => reject(new Error(`not over after ${LONGEST_MS / 1000} s`)), LONGEST_MS); });
    await Promise.race([openTill(page, running.url).then(part), late])
      .catch((error: unknown) => table.add({ what: `${name}: COULD NOT BE MEASURED`, unit: '', value: undefined, note: error instanceof Error ? error.message.split('\n')[0]! : String(error) }))
      .finally(() => clearTimeout(timer));
    await close();
  }
  await running.stop();
}
