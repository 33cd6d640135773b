import { readFileSync } from 'node:fs';
import { freshPlace } from '../support/databases.js';
import { startHost } from '../support/process.js';
import { keptClient } from './http.js';
import type { BenchOptions } from './main.js';
import { makeShop } from './shop.js';

const megabytes = (pid: number): number => {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  } catch {
    return NaN;
  }
};

/** Second start to listening, and memory idle and after 10,000 sales. */
export async function starts({ table }: BenchOptions): Promise<void> {
  const place = await freshPlace('sqlite');
  await (await startHost(place)).stop();
  const times: number[] = [];
  for (let i = 0; i < 5; i++) {
    const running = await startHost(place);
    times.push(running.startedIn);
    await running.stop();
  }
  times.sort((a, b) => a - b);
  table.add({ what: 'second start of npm start → listening (sqlite), median of 5', unit: 'ms', value: times[2] });

  const running = await startHost(place);
  const shop = await makeShop(running.url, 1000, 4);
  await new Promise(done => setTimeout(done, 2000));
  table.add({ what: 'memory of the host, idle', unit: 'MB', value: megabytes(running.process.pid!) });
  const http = keptClient(running.url, 4);
  await Promise.all(shop.tills.map(async till => {
    for (let n = 0; n < 2500; n++) {
      await http.call('POST', '/api/pos/sales', till, JSON.stringify({ lines: [{ barcode: shop.barcodes[(n * 7) % 1000]!, quantity: 1 }], payments: [{ method: 'cash', amount: 100_000 }] }));
    }
  }));
  await new Promise(done => setTimeout(done, 3000));
  table.add({ what: 'memory of the host, after 10,000 sales', unit: 'MB', value: megabytes(running.process.pid!) });
  http.close();
  await running.stop();
}
