import { keyset, parseSort, type Queries, type Row, type Scope, type Tx } from '@sontechsp/sdk';
import { notes } from './tables.js';

export type Note = Row<typeof notes>;

/** The store's notes, newest first. */
export async function notesOf(db: Queries, { firmId, storeId }: Scope, query: { cursor?: string; limit?: number }): Promise<{ items: Note[]; nextCursor: string | null }> {
  const k = keyset({
    sort: parseSort(undefined, { writtenAt: 'written_at' }, '-writtenAt'), cursor: query.cursor, limit: query.limit, idColumn: 'id', firstParam: 3,
  });
  return k.page(await db.query(
    `SELECT * FROM ornek_notlar WHERE firm_id = $1 AND store_id = $2 AND ${k.where} ORDER BY ${k.order} LIMIT ${k.take}`,
    [firmId, storeId, ...k.params], notes));
}
export const addNote = (tx: Tx, note: Note): Promise<void> => tx.insert(notes, [note]);
export const removeNote = (tx: Tx, { firmId, storeId }: Scope, id: string): Promise<number> =>
  tx.run('DELETE FROM ornek_notlar WHERE firm_id = $1 AND store_id = $2 AND id = $3', [firmId, storeId, id]);
