import { fromThousandths, toThousandths, type Scope } from '@sontechsp/sdk';
import type { ListedBalance } from './list-store.js';
import type { BalanceReply, MovementReply } from './schemas.js';
import type { MovementRow } from './tables.js';

const units = (thousandths: number | null): number | null => (thousandths === null ? null : fromThousandths(thousandths));

/** `critical` is the store's level, in units. */
export function balanceOf(row: ListedBalance, critical: number): BalanceReply {
  const available = row.on_hand - row.reserved;
  return {
    productId: row.product_id, warehouseId: row.warehouse_id, onHand: fromThousandths(row.on_hand), reserved: fromThousandths(row.reserved),
    available: fromThousandths(available), name: row.name, sku: row.sku, unit: row.unit,
    belowCritical: available < (row.critical ?? toThousandths(critical)),
    floor: units(row.floor), warnAt: units(row.warn_at), critical: units(row.critical),
  };
}

/** What goods cost is told only to those who may know costs. */
export const movementOf = (row: MovementRow, name: string, scope: Scope): MovementReply => ({
  id: row.id, productId: row.product_id, warehouseId: row.warehouse_id, type: row.type, quantity: fromThousandths(row.quantity), reason: row.reason,
  unitCost: scope.can('katalog.cost.read') ? row.unit_cost : null, refType: row.ref_type, refId: row.ref_id, userId: row.user_id, createdAt: row.created_at, name,
});
