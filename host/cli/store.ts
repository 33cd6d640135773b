import type { Queries } from '@sontechsp/sdk';

export const firstFirm = (db: Queries): Promise<{ id: string } | undefined> => db.first('SELECT id FROM firmalar ORDER BY created_at LIMIT 1');

/** A store by code; the oldest one for null. With its first terminal. */
export const storeByCode = (db: Queries, firmId: string, code: string | null): Promise<{ store_id: string; terminal_id: string | null } | undefined> => db.first(
  `SELECT s.id AS store_id, (SELECT t.id FROM terminaller t WHERE t.store_id = s.id ORDER BY t.created_at, t.id LIMIT 1) AS terminal_id
     FROM magazalar s WHERE s.firm_id = $1 AND ${code === null ? '1 = 1' : 's.code = $2'} ORDER BY s.created_at, s.id LIMIT 1`,
  code === null ? [firmId] : [firmId, code]);
