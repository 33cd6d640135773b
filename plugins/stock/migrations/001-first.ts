import { col, createTable, migration, table } from '@sontechsp/sdk';

/** How many of a product lie in a warehouse: the sum of its movements, kept so that a sale has one row to lock. */
export const balances = table('stok_bakiyeleri', {
  product_id: col.ref(),
  warehouse_id: col.ref(),
  firm_id: col.ref(),
  store_id: col.ref(),
  on_hand: col.quantity({ default: 0 }),
  reserved: col.quantity({ default: 0 }),
  /** The product's own levels; null: the store's. */
  floor: col.nullable(col.quantity()),
  warn_at: col.nullable(col.quantity()),
  critical: col.nullable(col.quantity()),
}, { primaryKey: ['product_id', 'warehouse_id'] });

/** Every change of a balance, and why. Never changed, never deleted. */
export const movements = table('stok_hareketleri', {
  id: col.id(),
  firm_id: col.ref(),
  store_id: col.ref(),
  product_id: col.ref(),
  warehouse_id: col.ref(),
  /** Signed: a sale takes away. */
  quantity: col.quantity(),
  type: col.text<'sale' | 'refund' | 'in' | 'out' | 'adjust' | 'opening'>(),
  /** What caused it: `pos.sale` and the sale's id. */
  ref_type: col.nullable(col.text()),
  ref_id: col.nullable(col.ref()),
  reason: col.nullable(col.text()),
  unit_cost: col.nullable(col.money()),
  user_id: col.ref(),
  created_at: col.instant(),
}, {
  indexes: [
    { name: 'stok_hareketleri_list', columns: ['store_id', 'created_at', 'id'] },
    { name: 'stok_hareketleri_product', columns: ['product_id', 'store_id', 'created_at', 'id'] },
    { name: 'stok_hareketleri_by_type', columns: ['store_id', 'type', 'created_at', 'id'], where: "type <> 'sale'" },
  ],
});

export default migration('001-first', [createTable(balances), createTable(movements)]);
