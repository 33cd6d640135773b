import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { openPage } from '../support/browser.js';
import { freshPlace, type Kind } from '../support/databases.js';
import { startHost } from '../support/process.js';
import { keptClient } from './http.js';
import type { BenchOptions } from './main.js';
import { openTill } from './screens/till.js';
import { makeShop } from './shop.js';
import type { Table } from './table.js';

const STARTS = 5;
const SALES = 10_000;
/** What is compiled, prepared and remembered with the first sales is no growth. */
const WARM = 1000;
const REST_MS = 30_000;

const megabytes = (pid: number): number => {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  } catch {
    return NaN;
  }
};
const freePort = (): Promise<string> => new Promise((resolve, reject) => {
  const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
    const { port } = probe.address() as AddressInfo;
    probe.close(() => resolve(String(port)));
  });
});
const middle = (times: readonly number[]): number | undefined => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];

/** A start that has nothing to install, build or migrate any more; and the memory of a host that has just begun and that has sold. */
export async function starts({ table, kinds }: BenchOptions): Promise<void> {
  for (const kind of kinds) {
    await coldStarts(kind, table);
    await memory(kind, table);
  }
}

async function coldStarts(kind: Kind, table: Table): Promise<void> {
  const place = await freshPlace(kind);
  const PORT = await freePort();
  const first = await startHost(place, { PORT });
  const shop = await makeShop(first.url, 1000, 1);
  // A till that was signed in yesterday.
  const { page, close } = await openPage();
  await openTill(page, first.url);
  await first.stop();
  const [listening, selling]: [number[], number[]] = [[], []];
  for (let n = 0; n < STARTS; n++) {
    await page.goto('about:blank');
    const begin = performance.now();
    const running = await startHost(place, { PORT });
    listening.push(running.startedIn);
    await page.goto(`${running.url}/sale`);
    await page.locator('.sale-foot').waitFor();
    const { keyboard } = page;
    await keyboard.type(shop.barcodes[n]!, { delay: 5 });
    await keyboard.press('Enter');
    await page.waitForFunction(lines => document.querySelectorAll('.sale-rows [role=option]:not(.sale-row-asking)').length === lines, n + 1);
    selling.push(performance.now() - begin);
    await running.stop();
  }
  await close();
  table.add({ what: `${kind} second start of npm start → listening, median`, unit: 'ms', value: middle(listening), samples: STARTS, goal: '≤ 1500' });
  table.add({ what: `${kind} second start → the first line of a sale in the browser`, unit: 'ms', value: middle(selling), samples: STARTS, goal: '≤ 3000', note: 'a till that was signed in' });
}

async function memory(kind: Kind, table: Table): Promise<void> {
  const place = await freshPlace(kind);
  const making = await startHost(place);
  const shop = await makeShop(making.url, 1000, 4);
  await making.stop();
  // What the making of the shop took is not the host's rest.
  const running = await startHost(place);
  await new Promise(done => setTimeout(done, 2000));
  const idle = megabytes(running.process.pid!);
  table.add({ what: `${kind} memory of the host, idle`, unit: 'MB', value: idle, goal: '≤ 120' });
  const http = keptClient(running.url, 4);
  let failed = 0;
  const sell = (from: number, upTo: number) => Promise.all(shop.tills.map(async till => {
    for (let n = from; n < upTo; n += 4) {
      const sale = { lines: [{ barcode: shop.barcodes[(n * 7) % 1000]!, quantity: 1 }], payments: [{ method: 'cash', amount: 100_000 }] };
      if (await http.call('POST', '/api/pos/sales', till, JSON.stringify(sale)) !== 201) failed++;
    }
  }));
  await sell(0, WARM);
  await new Promise(done => setTimeout(done, 3000));
  const warm = megabytes(running.process.pid!);
  await sell(WARM, SALES);
  await new Promise(done => setTimeout(done, 3000));
  const more = megabytes(running.process.pid!);
  // What requests leave behind is cleared away when there is time for it.
  await new Promise(done => setTimeout(done, REST_MS));
  const rested = megabytes(running.process.pid!);
  const note = `of it ${(warm - idle).toFixed(0)} MB by the first ${WARM}${failed > 0 ? `; ${failed} sales FAILED` : ''}`;
  table.add({ what: `${kind} memory of the host, more after ${SALES} sales in a row than idle`, unit: 'MB', value: more - idle, note });
  table.add({ what: `${kind} memory of the host, more once it has rested for ${REST_MS / 1000} s`, unit: 'MB', value: rested - idle, goal: '≤ 20' });
  http.close();
  await running.stop();
}
