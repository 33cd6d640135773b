import { addColumns, col, migration } from '@sontechsp/sdk';

export const added = {
  /** What became of the sale after the shipment was made; null while it stands as it was. */
  sale_state: col.nullable(col.text<'partlyRefunded' | 'refunded' | 'voided'>({ check: "sale_state IN ('partlyRefunded', 'refunded', 'voided')" })),
  /** When somebody decided that it goes on its way all the same. */
  sale_kept_at: col.nullable(col.instant()),
};

export default migration('003-sale-state', [addColumns('kargo_etiketleri', added)]);
