import {
  instant, list, listQuery, money, nullable, object, oneOf, optional, page, quantity, signedQuantity, t, text, uuid, type Shape,
} from '@sontechsp/sdk';

const movementTypes = oneOf('sale', 'refund', 'in', 'out', 'adjust', 'opening');

/** What the API promises of a balance, and what a screen needs beside it. Levels are null where the store's are in force. */
export const balance = object({
  productId: uuid(), warehouseId: uuid(), onHand: t.Number(), reserved: t.Number(), available: t.Number(),
  name: t.String(), sku: nullable(t.String()), unit: oneOf('piece', 'kg'), belowCritical: t.Boolean(),
  floor: nullable(t.Number()), warnAt: nullable(t.Number()), critical: nullable(t.Number()),
});
export const balanceList = page(balance);
export type BalanceReply = Shape<typeof balance>;
export const balanceQuery = listQuery({ productId: optional(uuid()), warehouseId: optional(uuid()), below: optional(oneOf('critical')) });
export type BalanceQuery = Shape<typeof balanceQuery>;

export const productParams = object({ productId: uuid() });
export const levelsBody = object({
  warehouseId: optional(uuid()), floor: optional(nullable(signedQuantity())), warnAt: optional(nullable(signedQuantity())),
  critical: optional(nullable(signedQuantity())),
});
export type LevelsBody = Shape<typeof levelsBody>;

export const movement = object({
  id: uuid(), productId: uuid(), warehouseId: uuid(), type: movementTypes, quantity: t.Number(), reason: nullable(t.String()),
  unitCost: nullable(t.Integer()), refType: nullable(t.String()), refId: nullable(uuid()), userId: uuid(), createdAt: t.String(), name: t.String(),
});
export const movementList = page(movement);
export type MovementReply = Shape<typeof movement>;
export const movementQuery = listQuery({
  productId: optional(uuid()), warehouseId: optional(uuid()), type: optional(movementTypes), from: optional(instant()), to: optional(instant()),
});
export type MovementQuery = Shape<typeof movementQuery>;

const movementFields = { id: optional(uuid()), productId: uuid(), warehouseId: uuid(), reason: text(200, 1), unitCost: optional(money()) };
/** `in` and `out` say how much; `adjust` says the difference, of either sign. */
export const movementBody = t.Union([
  object({ ...movementFields, type: oneOf('in', 'out'), quantity: quantity() }),
  object({ ...movementFields, type: oneOf('adjust'), quantity: t.Number({ ...signedQuantity(), not: { const: 0 } }) }),
]);
export type MovementBody = Shape<typeof movementBody>;
export const movementMade = object({ ...movement.properties, onHand: t.Number() });
