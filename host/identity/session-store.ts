import type { Queries, Row, Tx } from '@sontechsp/sdk';
import { sessions } from './tables.js';

export type SessionRow = Row<typeof sessions>;

export const sessionById = (db: Queries, id: string) => db.first('SELECT * FROM oturumlar WHERE id = $1', [id], sessions);
export const lockSession = (tx: Tx, id: string) => tx.first(`SELECT * FROM oturumlar WHERE id = $1${tx.forUpdate}`, [id], sessions);
export const insertSession = (tx: Tx, row: SessionRow) => tx.insert(sessions, [row]);
export const updateSession = (tx: Tx, id: string, changes: Partial<SessionRow>) => tx.update(sessions, { id }, changes);
export const revokeSession = (tx: Tx, id: string, now: string) =>
  tx.run('UPDATE oturumlar SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL', [id, now]);
export const revokeSessionsOf = (tx: Tx, userId: string, now: string) =>
  tx.run('UPDATE oturumlar SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL', [userId, now]);
export const forgetExpired = (tx: Tx, before: string) => tx.later('DELETE FROM oturumlar WHERE expires_at < $1', [before]);
