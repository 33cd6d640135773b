import type { Queries, Tx } from '@sontechsp/sdk';

export async function firmExists(db: Queries): Promise<boolean> {
  return (await db.first('SELECT 1 AS there FROM firmalar LIMIT 1', [])) !== undefined;
}
/** Makes two set-ups at once wait for each other: the second then sees the firm of the first. */
export async function lockSetup(tx: Tx): Promise<void> {
  await tx.query(`SELECT version FROM surumler${tx.forUpdate}`, []);
}
