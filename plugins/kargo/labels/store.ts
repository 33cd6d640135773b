import type { Scope, Tx } from '@sontechsp/sdk';

export async function markPrinted(tx: Tx, { firmId, storeId }: Pick<Scope, 'firmId' | 'storeId'>, ids: readonly string[], now: string): Promise<void> {
  await tx.run(
    `UPDATE kargo_etiketleri SET printed_at = $1 WHERE firm_id = $2 AND store_id = $3 AND id IN (${ids.map((_, at) => `$${at + 4}`).join(', ')})`,
    [now, firmId, storeId, ...ids.map(id => id.toLowerCase())]);
}
