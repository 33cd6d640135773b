import { check, type Queries } from '@sontechsp/sdk';
import { START, sealOf } from './seal.js';
import { firmsWithRows, heads, rowsAfter } from './store.js';

const AT_ONCE = 1000;

/** The first row of a firm that does not fit, and why; undefined when the chain is whole. */
async function firstBreak(db: Queries, firmId: string, head: { sequence: number; hash: string } | undefined): Promise<string | undefined> {
  let last = { sequence: 0, hash: START };
  for (;;) {
    const rows = await rowsAfter(db, firmId, last.sequence, AT_ONCE);
    for (const row of rows) {
      const at = `firm ${firmId}, row ${row.sequence} (${row.id})`;
      if (row.sequence !== last.sequence + 1) return `${at}: row ${last.sequence + 1} is missing`;
      if (row.previous_hash !== last.hash) return `${at}: does not carry the hash of the row before it`;
      if (row.hash !== sealOf(row)) return `${at}: its content was changed after it was written`;
      last = row;
    }
    if (rows.length < AT_ONCE) break;
  }
  if (!head) return last.sequence === 0 ? undefined : `firm ${firmId}: the end of the chain is not recorded`;
  if (head.sequence !== last.sequence || head.hash !== last.hash) return `firm ${firmId}: rows after ${last.sequence} are missing, the chain went to ${head.sequence}`;
  return undefined;
}

export const chainCheck = check('host.audit.chain', 'Every audit row carries the hash of the one before it, and none was changed or removed.', async db => {
  const known = new Map((await heads(db)).map(h => [h.firm_id, h]));
  const firms = new Set([...known.keys(), ...await firmsWithRows(db)]);
  const broken: string[] = [];
  for (const firmId of firms) {
    const first = await firstBreak(db, firmId, known.get(firmId));
    if (first) broken.push(first);
  }
  return broken;
});
