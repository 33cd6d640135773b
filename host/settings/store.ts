import type { Queries, Tx } from '@sontechsp/sdk';
import { settingRows } from './tables.js';

export async function givenValues(db: Queries, firmId: string, storeId: string, plugin: string): Promise<Record<string, unknown>> {
  const row = await db.first('SELECT * FROM ayarlar WHERE firm_id = $1 AND store_id = $2 AND plugin = $3', [firmId, storeId, plugin], settingRows);
  return row?.values ?? {};
}
export async function keepValues(tx: Tx, firmId: string, storeId: string, plugin: string, values: Record<string, unknown>, at: string): Promise<void> {
  await tx.run('DELETE FROM ayarlar WHERE firm_id = $1 AND store_id = $2 AND plugin = $3', [firmId, storeId, plugin]);
  await tx.insert(settingRows, [{ firm_id: firmId, store_id: storeId, plugin, values, changed_at: at }]);
}
