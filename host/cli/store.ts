import type { Queries } from '@sontechsp/sdk';

/** The oldest administrator who may sign in, and the firm. */
export const firstAdmin = (db: Queries): Promise<{ firm_id: string; user_id: string } | undefined> => db.first(
  `SELECT u.firm_id, u.id AS user_id FROM kullanicilar u
     JOIN kullanici_rolleri ur ON ur.user_id = u.id JOIN roller r ON r.id = ur.role_id AND r.code = 'admin'
    WHERE u.deleted_at IS NULL AND u.active ORDER BY u.created_at, u.id LIMIT 1`);

/** A store by code, the oldest one for null, with its first terminal. */
export const storeByCode = (db: Queries, firmId: string, code: string | null): Promise<{ store_id: string; terminal_id: string | null } | undefined> => db.first(
  `SELECT s.id AS store_id, (SELECT t.id FROM terminaller t WHERE t.store_id = s.id ORDER BY t.created_at, t.id LIMIT 1) AS terminal_id
     FROM magazalar s WHERE s.firm_id = $1 AND ${code === null ? '1 = 1' : 's.code = $2'} ORDER BY s.created_at, s.id LIMIT 1`,
  code === null ? [firmId] : [firmId, code]);
