import type { Queries, Row, Tx } from '@sontechsp/sdk';
import { approvals, devices, pins } from './tables.js';

export type PinRow = Row<typeof pins>;
export type DeviceRow = Row<typeof devices>;
export type ApprovalRow = Row<typeof approvals>;

export const pinOf = (db: Queries, userId: string) => db.first('SELECT * FROM kullanici_pinleri WHERE user_id = $1', [userId], pins);
export const lockPin = (tx: Tx, userId: string) => tx.first(`SELECT * FROM kullanici_pinleri WHERE user_id = $1${tx.forUpdate}`, [userId], pins);
export async function keepPin(tx: Tx, row: PinRow): Promise<void> {
  await removePin(tx, row.user_id);
  await tx.insert(pins, [row]);
}
export const removePin = (tx: Tx, userId: string) => tx.run('DELETE FROM kullanici_pinleri WHERE user_id = $1', [userId]);
export const countPinFailure = (tx: Tx, userId: string, now: string) =>
  tx.later('UPDATE kullanici_pinleri SET failures = failures + 1, failed_at = $2 WHERE user_id = $1', [userId, now]);
export const forgivePin = (tx: Tx, userId: string) =>
  tx.run('UPDATE kullanici_pinleri SET failures = 0, failed_at = NULL WHERE user_id = $1', [userId]);

export const deviceById = (db: Queries, id: string) => db.first('SELECT * FROM terminal_cihazlari WHERE id = $1', [id], devices);
export const devicesOf = (db: Queries, terminalId: string) =>
  db.query('SELECT * FROM terminal_cihazlari WHERE terminal_id = $1 AND revoked_at IS NULL ORDER BY id', [terminalId], devices);
export const insertDevice = (tx: Tx, row: DeviceRow) => tx.insert(devices, [row]);
export const revokeDevice = (tx: Tx, terminalId: string, id: string, now: string) =>
  tx.run('UPDATE terminal_cihazlari SET revoked_at = $3 WHERE terminal_id = $1 AND id = $2 AND revoked_at IS NULL', [terminalId, id, now]);

export interface Face {
  readonly id: string;
  readonly full_name: string;
  readonly has_pin: number | boolean;
}
/** Who may sell in a store: its own people and administrators, by name. */
export const facesOf = (db: Queries, firmId: string, storeId: string) => db.query<Face>(
  `SELECT k.id, k.full_name, (p.user_id IS NOT NULL) AS has_pin
     FROM kullanicilar k LEFT JOIN kullanici_pinleri p ON p.user_id = k.id
    WHERE k.firm_id = $1 AND k.active AND k.deleted_at IS NULL AND (
      EXISTS (SELECT 1 FROM kullanici_magazalari m WHERE m.user_id = k.id AND m.store_id = $2)
      OR EXISTS (SELECT 1 FROM kullanici_rolleri u JOIN roller r ON r.id = u.role_id WHERE u.user_id = k.id AND r.code = 'admin'))
    ORDER BY k.search_key, k.id`, [firmId, storeId]);

export const insertApproval = (tx: Tx, row: ApprovalRow) => tx.insert(approvals, [row]);
/** Uses it up; 0 when it was used before. */
export const useApproval = (tx: Tx, id: string, now: string) => tx.run('UPDATE onaylar SET used_at = $2 WHERE id = $1 AND used_at IS NULL', [id, now]);
export const approvalById = (db: Queries, id: string) => db.first('SELECT * FROM onaylar WHERE id = $1', [id], approvals);
