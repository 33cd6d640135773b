import { keyset, type KeysetOptions, type Queries, type Tx } from '@sontechsp/sdk';
import { parameters, wordsIn } from '../tenancy/search.js';
import { connections, type ConnectionRow } from './tables.js';

export const connectionsIn = (db: Queries, firmId: string, storeId: string) =>
  db.query('SELECT * FROM baglantilar WHERE firm_id = $1 AND store_id = $2 ORDER BY name_key, id', [firmId, storeId], connections);
export const connectionById = (db: Queries, firmId: string, id: string) =>
  db.first('SELECT * FROM baglantilar WHERE firm_id = $1 AND id = $2', [firmId, id], connections);
export function namesOfConnections(db: Queries, firmId: string, ids: readonly string[]) {
  const { values, add } = parameters(firmId);
  return db.query(`SELECT * FROM baglantilar WHERE firm_id = $1 AND id IN (${ids.map(add).join(', ')})`, values, connections);
}
/** The same, so that of two who change it one waits. */
export const lockConnection = (tx: Tx, firmId: string, id: string) =>
  tx.first(`SELECT * FROM baglantilar WHERE firm_id = $1 AND id = $2${tx.forUpdate}`, [firmId, id], connections);
export const insertConnection = (tx: Tx, row: ConnectionRow) => tx.insert(connections, [row]);
export const updateConnection = (tx: Tx, id: string, changes: Partial<ConnectionRow>) => tx.update(connections, { id }, changes);
export const deleteConnection = (tx: Tx, id: string) => tx.run('DELETE FROM baglantilar WHERE id = $1', [id]);

export interface ConnectionFilter {
  readonly firmId: string;
  readonly stores: 'all' | ReadonlySet<string>;
  /** Undefined: of any adapter. */
  readonly adapterIds: readonly string[] | undefined;
  readonly plugin: string | undefined;
  readonly q: string | undefined;
  readonly paging: Omit<KeysetOptions, 'firstParam' | 'idColumn'>;
}
export async function pageOfConnections(db: Queries, filter: ConnectionFilter): Promise<{ items: ConnectionRow[]; nextCursor: string | null }> {
  const { values, add } = parameters(filter.firmId);
  const where = ['firm_id = $1', ...wordsIn('name_key', filter.q, add)];
  const within = (column: string, ids: Iterable<string>): void => {
    const marks = [...ids].map(add);
    where.push(marks.length === 0 ? '1 = 0' : `${column} IN (${marks.join(', ')})`);
  };
  if (filter.stores !== 'all') within('store_id', filter.stores);
  if (filter.adapterIds) within('adapter_id', filter.adapterIds);
  if (filter.plugin !== undefined) where.push(`plugin = ${add(filter.plugin)}`);
  const k = keyset({ ...filter.paging, idColumn: 'id', firstParam: values.length + 1 });
  return k.page(await db.query(`SELECT * FROM baglantilar WHERE ${where.join(' AND ')} AND ${k.where} ORDER BY ${k.order} LIMIT ${k.take}`, [...values, ...k.params], connections));
}

/** Unless the connection was changed meanwhile. */
export const keepTrial = (tx: Tx, { id, revision }: ConnectionRow, at: string, failure: { kind: ConnectionRow['test_failure']; detail: string } | undefined) =>
  tx.update(connections, { id, revision }, { tested_at: at, test_failure: failure?.kind ?? null, test_message: failure?.detail.slice(0, 500) ?? null });
