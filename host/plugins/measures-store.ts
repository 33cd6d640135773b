import type { Queries, Row, Tx } from '@sontechsp/sdk';
import { BUCKETS, type Cost } from '../kernel/meter.js';
import { pluginFaults } from './tables.js';

export type FaultRow = Row<typeof pluginFaults>;

const buckets = Array.from({ length: BUCKETS }, (_, at) => `b${at}`);
const params = (count: number): string => Array.from({ length: count }, (_, at) => `$${at + 1}`).join(', ');

/** Adds to what this and other hosts have counted in the same hour. */
export function addFaults(tx: Tx, rows: readonly FaultRow[]): void {
  for (const { plugin, store_id, hook, reason, hour, times, message, last_at } of rows) {
    tx.later(
      `INSERT INTO eklenti_hatalari (plugin, store_id, hook, reason, hour, times, message, last_at) VALUES (${params(8)})
       ON CONFLICT (plugin, store_id, hook, reason, hour) DO UPDATE
       SET times = eklenti_hatalari.times + excluded.times, message = excluded.message, last_at = excluded.last_at`,
      [plugin, store_id, hook, reason, hour, times, message, last_at]);
  }
}
export function addCosts(tx: Tx, costs: readonly Cost[], hour: string): void {
  const counted = ['times', 'micros', ...buckets];
  for (const cost of costs) {
    tx.later(
      `INSERT INTO eklenti_maliyetleri (plugin, store_id, work, hour, ${counted.join(', ')}) VALUES (${params(4 + counted.length)})
       ON CONFLICT (plugin, store_id, work, hour) DO UPDATE SET ${counted.map(c => `${c} = eklenti_maliyetleri.${c} + excluded.${c}`).join(', ')}`,
      [cost.plugin, cost.storeId, cost.work, hour, cost.times, cost.micros, ...cost.buckets]);
  }
}
/** Keeps the newest number of this host for each store, and forgets hosts that were not heard of since `before`. */
export function keepScreens(tx: Tx, host: string, open: ReadonlyMap<string, number>, at: string, before: string): void {
  tx.later('DELETE FROM acik_ekranlar WHERE host = $1 OR seen_at < $2', [host, before]);
  for (const [storeId, screens] of open) tx.later('INSERT INTO acik_ekranlar (host, store_id, screens, seen_at) VALUES ($1, $2, $3, $4)', [host, storeId, screens, at]);
}
export function forgetBefore(tx: Tx, hour: string): void {
  tx.later('DELETE FROM eklenti_hatalari WHERE hour < $1', [hour]);
  tx.later('DELETE FROM eklenti_maliyetleri WHERE hour < $1', [hour]);
}

/** Faults in these stores, and of none, since an hour; newest first. */
export async function faultsSince(db: Queries, storeIds: readonly string[], hour: string): Promise<FaultRow[]> {
  return db.query(
    `SELECT * FROM eklenti_hatalari WHERE hour >= $1 AND store_id IN (${['', ...storeIds].map((_, at) => `$${at + 2}`).join(', ')}) ORDER BY last_at DESC`,
    [hour, '', ...storeIds], pluginFaults);
}
export async function costsSince(db: Queries, storeIds: readonly string[], hour: string): Promise<Cost[]> {
  const sums = ['times', 'micros', ...buckets].map(c => `CAST(SUM(${c}) AS BIGINT) AS ${c}`).join(', ');
  const rows = await db.query<Record<string, number> & { plugin: string; store_id: string; work: string }>(
    `SELECT plugin, store_id, work, ${sums} FROM eklenti_maliyetleri
      WHERE hour >= $1 AND store_id IN (${storeIds.map((_, at) => `$${at + 2}`).join(', ')}) GROUP BY plugin, store_id, work`, [hour, ...storeIds]);
  return rows.map(row => ({
    plugin: row.plugin, storeId: row.store_id, work: row.work, times: row['times']!, micros: row['micros']!, buckets: buckets.map(b => row[b]!),
  }));
}
/** Screens open in a store on other hosts, as they last said. */
export async function screensElsewhere(db: Queries, storeId: string, host: string, since: string): Promise<number> {
  const row = await db.first<{ screens: number | null }>(
    'SELECT CAST(SUM(screens) AS BIGINT) AS screens FROM acik_ekranlar WHERE store_id = $1 AND host <> $2 AND seen_at >= $3', [storeId, host, since]);
  return row?.screens ?? 0;
}

/** Rows of the outbox that are not done, by store, subscriber and state. */
export async function outboxCounts(db: Queries, storeIds: readonly string[]): Promise<{ store_id: string; subscriber: string; state: string; rows: number }[]> {
  return db.query(
    `SELECT store_id, subscriber, state, COUNT(*) AS rows FROM cikis_kutusu
      WHERE done_at IS NULL AND store_id IN (${storeIds.map((_, at) => `$${at + 1}`).join(', ')}) GROUP BY store_id, subscriber, state`, storeIds);
}
/** Jobs that somebody is at now in a store. */
export async function runningJobs(db: Queries, storeId: string, now: string): Promise<{ job: string; due_at: string | null }[]> {
  return db.query('SELECT job, due_at FROM zamanli_isler WHERE store_id = $1 AND run_id IS NOT NULL AND lease_until > $2 ORDER BY job', [storeId, now]);
}
