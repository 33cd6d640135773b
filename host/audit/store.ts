import { keyset, type KeysetOptions, type Param, type Queries, type Tx } from '@sontechsp/sdk';
import { parameters, wordsIn } from '../tenancy/search.js';
import type { AuditRow } from './seal.js';
import { auditHeads, auditRows } from './tables.js';

/** The end of the firm's chain, locked until the commit. */
export async function lockHead(tx: Tx, firmId: string, start: string): Promise<{ sequence: number; hash: string }> {
  const read = () => tx.first(`SELECT * FROM denetim_basi WHERE firm_id = $1${tx.forUpdate}`, [firmId], auditHeads);
  const there = await read();
  if (there) return there;
  await tx.run('INSERT INTO denetim_basi (firm_id, sequence, hash) VALUES ($1, 0, $2) ON CONFLICT (firm_id) DO NOTHING', [firmId, start]);
  return (await read())!;
}
export function append(tx: Tx, row: AuditRow): void {
  tx.insertLater(auditRows, [row]);
  tx.later('UPDATE denetim_basi SET sequence = $2, hash = $3 WHERE firm_id = $1', [row.firm_id, row.sequence, row.hash]);
}

export interface AuditFilter {
  readonly firmId: string;
  /** Rows of these stores, and those of no store. */
  readonly stores: 'all' | ReadonlySet<string>;
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Words of the action. */
  readonly q: string | undefined;
  readonly equal: Readonly<Partial<Record<'user_id' | 'action' | 'subject_type' | 'subject_id', Param | undefined>>>;
  readonly paging: Omit<KeysetOptions, 'firstParam' | 'idColumn'>;
}
export async function pageOfAudit(db: Queries, filter: AuditFilter): Promise<{ items: AuditRow[]; nextCursor: string | null }> {
  const { values, add } = parameters(filter.firmId);
  const where = ['firm_id = $1', ...wordsIn('action', filter.q, add)];
  if (filter.from !== undefined) where.push(`happened_at >= ${add(filter.from)}`);
  if (filter.to !== undefined) where.push(`happened_at < ${add(filter.to)}`);
  for (const [column, value] of Object.entries(filter.equal)) if (value !== undefined) where.push(`${column} = ${add(value)}`);
  if (filter.stores !== 'all') {
    const inside = filter.stores.size === 0 ? '' : ` OR store_id IN (${[...filter.stores].map(add).join(', ')})`;
    where.push(`(store_id IS NULL${inside})`);
  }
  const k = keyset({ ...filter.paging, idColumn: 'sequence', firstParam: values.length + 1 });
  const rows = await db.query(
    `SELECT * FROM denetim_kayitlari WHERE ${where.join(' AND ')} AND ${k.where} ORDER BY ${k.order} LIMIT ${k.take}`, [...values, ...k.params], auditRows);
  return k.page(rows);
}

export const heads = (db: Queries) => db.query('SELECT * FROM denetim_basi ORDER BY firm_id', [], auditHeads);
export const rowsAfter = (db: Queries, firmId: string, sequence: number, limit: number) => db.query(
  'SELECT * FROM denetim_kayitlari WHERE firm_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3', [firmId, sequence, limit], auditRows);
export const firmsWithRows = async (db: Queries): Promise<string[]> =>
  (await db.query<{ firm_id: string }>('SELECT DISTINCT firm_id FROM denetim_kayitlari ORDER BY firm_id')).map(r => r.firm_id);
