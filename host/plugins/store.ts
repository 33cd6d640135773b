import type { Queries, Tx } from '@sontechsp/sdk';
import type { InstalledPlugin } from '../tokens.js';
import { storePlugins } from './tables.js';

/** Plugins switched off in these stores, as `plugin store`. */
export async function switchedOff(db: Queries, storeIds: readonly string[]): Promise<Set<string>> {
  if (storeIds.length === 0) return new Set();
  const rows = await db.query(
    `SELECT * FROM magaza_eklentileri WHERE store_id IN (${storeIds.map((_, i) => `$${i + 1}`).join(', ')})`, storeIds, storePlugins);
  return new Set(rows.filter(row => !row.enabled).map(row => `${row.plugin} ${row.store_id}`));
}
/** Makes two admins who switch plugins of one store wait for each other. */
export async function lockStore(tx: Tx, storeId: string): Promise<void> {
  await tx.query(`SELECT id FROM magazalar WHERE id = $1${tx.forUpdate}`, [storeId]);
}
export async function setEnabled(tx: Tx, plugin: string, storeId: string, enabled: boolean, by: string, at: string): Promise<void> {
  await tx.run(
    `INSERT INTO magaza_eklentileri (plugin, store_id, enabled, changed_by, changed_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (plugin, store_id) DO UPDATE SET enabled = excluded.enabled, changed_by = excluded.changed_by, changed_at = excluded.changed_at`,
    [plugin, storeId, enabled, by, at]);
}
export async function storesOfFirm(db: Queries, firmId: string): Promise<string[]> {
  return (await db.query<{ id: string }>('SELECT id FROM magazalar WHERE firm_id = $1 ORDER BY code', [firmId])).map(row => row.id);
}
export async function remember(tx: Tx, installed: readonly InstalledPlugin[], at: string): Promise<void> {
  for (const { plugin, state, reason } of installed) {
    await tx.run(
      `INSERT INTO eklentiler (id, version, state, reason, seen_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (id) DO UPDATE SET version = excluded.version, state = excluded.state, reason = excluded.reason, seen_at = excluded.seen_at`,
      [plugin.id, plugin.version, state, reason ?? null, at]);
  }
}
