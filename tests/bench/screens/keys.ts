import type { Table } from '../table.js';
import { codeOf, type Till } from './till.js';

const over = 'dialog[open], [role=dialog], [role=alertdialog], [popover]:popover-open';

/** Keys pressed after the last scan until the sale is done, and what stood over the till meanwhile. */
export async function keys({ page, scan }: Till, table: Table): Promise<void> {
  const ways = [
    { what: 'cash, exact', keys: ['F9', 'Enter'], goal: '2' },
    { what: 'card', keys: ['F10', 'Enter'], goal: '2' },
    { what: 'cash, 200 typed', keys: ['F9', '2', '0', '0', 'Enter'], goal: '2 + 3 digits' },
  ];
  let dialogs = 0;
  for (const { what, keys, goal } of ways) {
    for (const n of [1, 2, 3]) await scan(codeOf(n));
    await page.waitForFunction(() => document.querySelectorAll('.sale-rows [role=option]:not(.sale-row-asking)').length === 3);
    let pressed = 0;
    for (const key of keys) {
      if (key.length === 1) await page.keyboard.type(key, { delay: 120 });
      else await page.keyboard.press(key);
      pressed++;
      dialogs += await page.locator(over).count();
      if (key !== 'Enter' && await page.locator('.sale-done').count() > 0) break;
    }
    await page.locator('.sale-done').waitFor();
    table.add({ what: `keys after the last of three scans: ${what}`, unit: 'keys', value: pressed, goal });
  }
  table.add({ what: 'dialogs in these three sales', unit: '', value: dialogs, goal: '0' });
}
