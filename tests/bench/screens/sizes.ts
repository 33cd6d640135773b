import { sum, weigh } from '../../support/loads.js';
import type { Table } from '../table.js';
import type { Till } from './till.js';

/** What the browser really fetches. */
export async function sizes({ page }: Till, table: Table, url: string): Promise<void> {
  const { till, office, heaviest, lazy } = await weigh(page, url);
  table.add({ what: 'JavaScript of the till, gzip', unit: 'KB', value: sum(till.scripts), samples: till.scripts.size, goal: '≤ 60', note: 'samples: files' });
  table.add({ what: 'JavaScript of the back office, its heaviest screen, gzip', unit: 'KB', value: heaviest.size, goal: '≤ 90', note: `${heaviest.path} of ${office} screens` });
  table.add({ what: 'JavaScript, largest lazy part, gzip', unit: 'KB', value: lazy.size, goal: '≤ 40', note: lazy.path });
  table.add({ what: 'CSS, gzip', unit: 'KB', value: sum(till.styles), goal: '≤ 20' });
  await page.goto(`${url}/sale`);
  await page.locator('.sale-foot').waitFor();
}
