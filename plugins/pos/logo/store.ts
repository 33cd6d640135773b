import type { Queries, Row, Tx } from '@sontechsp/sdk';
import { logos } from '../migrations/010-logo.js';

export { logos };
export type LogoRow = Row<typeof logos>;

export const logoOf = (db: Queries, storeId: string): Promise<LogoRow | undefined> => db.first('SELECT * FROM magaza_logolari WHERE store_id = $1', [storeId], logos);
export const findLogo = (db: Queries, id: string): Promise<LogoRow | undefined> => db.first('SELECT * FROM magaza_logolari WHERE id = $1', [id], logos);
export const deleteLogo = (tx: Tx, storeId: string): Promise<number> => tx.run('DELETE FROM magaza_logolari WHERE store_id = $1', [storeId]);
export async function keepLogo(tx: Tx, row: LogoRow): Promise<void> {
  await deleteLogo(tx, row.store_id);
  await tx.insert(logos, [row]);
}
