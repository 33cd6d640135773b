import type { Queries, Row, Tx } from '@sontechsp/sdk';
import { plugins, storePlugins } from './tables.js';

/** Plugins that are off in these stores, as `plugin store`. `offUnlessOn` are those that somebody has to switch on first. */
export async function switchedOff(db: Queries, storeIds: readonly string[], offUnlessOn: readonly string[]): Promise<Set<string>> {
  if (storeIds.length === 0) return new Set();
  const rows = await db.query(
    `SELECT * FROM magaza_eklentileri WHERE store_id IN (${storeIds.map((_, i) => `$${i + 1}`).join(', ')})`, storeIds, storePlugins);
  const off = new Set(offUnlessOn.flatMap(plugin => storeIds.map(store => `${plugin} ${store}`)));
  for (const { plugin, store_id, enabled } of rows) off[enabled ? 'delete' : 'add'](`${plugin} ${store_id}`);
  return off;
}
/** Makes two admins who switch plugins of one store wait for each other. */
export async function lockStore(tx: Tx, storeId: string): Promise<void> {
  await tx.query(`SELECT id FROM magazalar WHERE id = $1${tx.forUpdate}`, [storeId]);
}
/** Under the store's lock. */
export async function keepSwitch(tx: Tx, row: Row<typeof storePlugins>): Promise<void> {
  const { plugin, store_id, ...change } = row;
  if (await tx.update(storePlugins, { plugin, store_id }, change) === 0) await tx.insert(storePlugins, [row]);
}
export async function storesOfFirm(db: Queries, firmId: string): Promise<string[]> {
  return (await db.query<{ id: string }>('SELECT id FROM magazalar WHERE firm_id = $1 ORDER BY code', [firmId])).map(row => row.id);
}
export const remembered = (db: Queries): Promise<Row<typeof plugins>[]> => db.query('SELECT id, version, state, reason, seen_at FROM eklentiler', [], plugins);
export async function remember(tx: Tx, rows: readonly Omit<Row<typeof plugins>, 'seen_at'>[], at: string): Promise<void> {
  for (const { id, version, state, reason } of rows) {
    tx.later(
      `INSERT INTO eklentiler (id, version, state, reason, seen_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (id) DO UPDATE SET version = excluded.version, state = excluded.state, reason = excluded.reason, seen_at = excluded.seen_at`,
      [id, version, state, reason, at]);
  }
}
