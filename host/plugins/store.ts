import type { Queries, Row, Tx } from '@sontechsp/sdk';
import { pluginsFirst, storePlugins, type Suspension } from './tables.js';

/** What was switched or suspended in some stores, each under `plugin store`. */
export interface Switches {
  readonly off: ReadonlySet<string>;
  /** On, but suspended because it kept failing. */
  readonly suspended: ReadonlyMap<string, Suspension>;
}

/** `offUnlessOn` are plugins that somebody has to switch on first. */
export async function switchesOf(db: Queries, storeIds: readonly string[], offUnlessOn: readonly string[]): Promise<Switches> {
  const off = new Set(offUnlessOn.flatMap(plugin => storeIds.map(store => `${plugin} ${store}`)));
  const suspended = new Map<string, Suspension>();
  if (storeIds.length === 0) return { off, suspended };
  const rows = await db.query(
    `SELECT * FROM magaza_eklentileri WHERE store_id IN (${storeIds.map((_, i) => `$${i + 1}`).join(', ')})`, storeIds, storePlugins);
  for (const row of rows) {
    const key = `${row.plugin} ${row.store_id}`;
    off[row.enabled ? 'delete' : 'add'](key);
    if (row.enabled && row.suspended) suspended.set(key, row.suspended);
  }
  return { off, suspended };
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
export const remembered = (db: Queries): Promise<Row<typeof pluginsFirst>[]> => db.query('SELECT id, version, state, reason, seen_at FROM eklentiler', [], pluginsFirst);
export async function remember(tx: Tx, rows: readonly Omit<Row<typeof pluginsFirst>, 'seen_at'>[], at: string): Promise<void> {
  for (const { id, version, state, reason } of rows) {
    tx.later(
      `INSERT INTO eklentiler (id, version, state, reason, seen_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (id) DO UPDATE SET version = excluded.version, state = excluded.state, reason = excluded.reason, seen_at = excluded.seen_at`,
      [id, version, state, reason, at]);
  }
}

export async function firmOfStore(db: Queries, storeId: string): Promise<string | undefined> {
  return (await db.first<{ firm_id: string }>('SELECT firm_id FROM magazalar WHERE id = $1', [storeId]))?.firm_id;
}

/** When an admin last let a plugin try again that a host had died of; none before the first migration of this. */
export async function excusedAt(db: Queries): Promise<Map<string, string>> {
  try {
    const rows = await db.query<{ id: string; retry_at: string }>('SELECT id, retry_at FROM eklentiler WHERE retry_at IS NOT NULL');
    return new Map(rows.map(row => [row.id, row.retry_at]));
  } catch {
    return new Map();
  }
}
export async function excuse(tx: Tx, id: string, at: string): Promise<void> {
  await tx.run('UPDATE eklentiler SET retry_at = $2 WHERE id = $1', [id, at]);
}
