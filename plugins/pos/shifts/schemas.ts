import { MAX_MONEY, instant, list, listQuery, money, nullable, object, oneOf, optional, page, shortListQuery, t, text, uuid, type Schema, type Shape } from '@sontechsp/sdk';
import { faults } from './explain.js';

export const openBody = object({ id: optional(uuid()), openingCash: money() });
export type OpenBody = Shape<typeof openBody>;

const count = () => t.Integer({ minimum: 0, maximum: 1_000_000 });
/** How many of each note and coin, by its value in kuruş: as a list, or as `{ "20000": 3, "500": 12 }`. */
const denominations = t.Union([
  list(object({ value: t.Integer({ minimum: 1, maximum: MAX_MONEY }), count: count() }), { maxItems: 50 }),
  t.Record(t.String({ pattern: '^[1-9]\\d{0,11}$' }), count(), { additionalProperties: false, maxProperties: 50 }),
]);
export type Denominations = Shape<typeof denominations>;
export const denominationList = (given: Denominations | null | undefined): { value: number; count: number }[] | undefined =>
  given == null || Array.isArray(given) ? given ?? undefined : Object.entries(given).map(([value, pieces]) => ({ value: Number(value), count: pieces }));

export const closeBody = object({ countedCash: money(), denominations: optional(nullable(denominations)), reason: optional(nullable(text(500))) });
export type CloseBody = Shape<typeof closeBody>;
/** Why there is a difference, given after the close. */
export const reasonBody = object({ reason: text(500, 1) });
/** By force also without counting. */
export const forceCloseBody = object({ countedCash: optional(money()), denominations: optional(nullable(denominations)), reason: text(500, 1) });

export const movementBody = object({ id: optional(uuid()), type: oneOf('in', 'out'), amount: t.Integer({ minimum: 1, maximum: MAX_MONEY }), reason: text(500, 1) });
export type MovementBody = Shape<typeof movementBody>;
export const drawerBody = object({ id: optional(uuid()), reason: text(500, 1) });

const kurus = () => t.Integer();

/** `expected = opening + sales − change − refunds + in − out`. `sales` is the cash handed over, rounding included. */
export const cashFigures = object({
  opening: kurus(), sales: kurus(), change: kurus(), refunds: kurus(), in: kurus(), out: kurus(), expected: kurus(),
});
export type CashFigures = Shape<typeof cashFigures>;

const shiftFields = {
  id: uuid(), storeId: uuid(), terminalId: uuid(), cashierId: uuid(), cashierName: t.String(), state: oneOf('open', 'closed'),
  openedAt: t.String(), businessDay: t.String(), openingCash: kurus(),
  /** What should be in the drawer now; null while the shift is open and the caller counts blind. */
  expectedCash: nullable(kurus()),
  closedAt: nullable(t.String()), closedBy: nullable(uuid()), closedByName: nullable(t.String()),
  countedCash: nullable(kurus()), difference: nullable(kurus()), reason: nullable(t.String()),
  /** A difference that nobody gave a reason for, at the close or since. */
  reasonMissing: t.Boolean(),
  /** When `reason` was given after the close, and by whom; null where it was given with it. */
  reasonAddedAt: nullable(t.String()), reasonAddedBy: nullable(uuid()), reasonAddedByName: nullable(t.String()),
  forced: t.Boolean(), zNo: nullable(t.Integer()),
};
export const shiftReply = object(shiftFields);
export type ShiftReply = Shape<typeof shiftReply>;
export const shiftList = page(shiftReply);
export const shiftQuery = listQuery({
  terminalId: optional(uuid()), cashierId: optional(uuid()), state: optional(oneOf('open', 'closed')), from: optional(instant()), to: optional(instant()),
});
export type ShiftQuery = Shape<typeof shiftQuery>;
export const shiftId = object({ id: uuid() });

export const movementReply = object({
  id: uuid(), shiftId: uuid(), type: oneOf('in', 'out', 'drawer'), amount: kurus(), reason: t.String(), cashierId: uuid(), cashierName: t.String(), madeAt: t.String(),
});
export type MovementReply = Shape<typeof movementReply>;
export const movementList = page(movementReply);
export const movementQuery = shortListQuery({});
/** `balance`: what should be in the drawer now; null where the caller counts blind. */
export const movementMade = object({ ...movementReply.properties, balance: nullable(kurus()) });
export type MovementMade = Shape<typeof movementMade>;

/** Amounts of refunds are what went back, never negative. */
const figureFields = <A extends Schema>(amount: () => A, kinds = () => object({ count: t.Integer(), total: amount() })) => ({
  /** The receipts of the shift, from the first to the last. `stored`: how many of them are kept. */
  receipts: object({ from: nullable(t.String()), to: nullable(t.String()), stored: t.Integer() }),
  sales: object({ count: t.Integer(), subtotal: amount(), discountTotal: amount(), vatTotal: amount(), total: amount(), rounding: amount() }),
  /** Of every kind, voids among them. */
  refunds: object({ count: t.Integer(), vatTotal: amount(), total: amount(), rounding: amount(), refund: kinds(), void: kinds(), return: kinds(), exchange: kinds() }),
  net: object({ vatTotal: amount(), total: amount() }),
  discounts: kinds(),
  /** Less refunds. */
  vat: t.Array(object({ rate: t.Integer(), base: amount(), vat: amount(), total: amount() })),
  movements: object({ in: kinds(), out: kinds(), drawer: t.Integer() }),
});
/** `sales` of cash is less change. */
export const paymentFigures = t.Array(object({ method: t.String(), count: t.Integer(), sales: kurus(), refunds: kurus(), net: kurus() }));
export const figures = object({ ...figureFields(kurus), payments: paymentFigures, cash: cashFigures });
export type Figures = Shape<typeof figures>;

const reportOf = <A extends Schema>(amount: () => A) => object({
  type: oneOf('x', 'z'), zNo: nullable(t.Integer()), shiftId: uuid(), storeId: uuid(), terminalId: uuid(), cashierId: uuid(), closedBy: nullable(uuid()),
  openedAt: t.String(), closedAt: nullable(t.String()), businessDay: t.String(), forced: t.Boolean(),
  /** As in the shift itself; `expectedCash` is null where the caller counts blind. */
  openingCash: kurus(), expectedCash: nullable(kurus()), countedCash: nullable(kurus()), difference: nullable(kurus()),
  names: object({ firm: t.String(), store: t.String(), terminal: t.String(), cashier: t.String(), closedBy: nullable(t.String()) }),
  ...figureFields(amount),
  /** Null, with `cash`, where the caller counts blind. */
  payments: nullable(paymentFigures), cash: nullable(cashFigures),
  /** How many of the stored receipts were printed; null where the till has no printer. */
  printed: nullable(t.Integer()),
  /** Numbers of those that were not, the first two hundred. */
  unprinted: t.Array(t.String()),
  /** Of a closed shift. */
  count: nullable(object({
    expected: kurus(), counted: nullable(kurus()), difference: nullable(kurus()), reason: nullable(t.String()), reasonMissing: t.Boolean(),
    denominations: nullable(t.Array(object({ value: t.Integer(), count: t.Integer() }))),
    /** The reason that was given after the close; all else is as it was frozen. */
    added: optional(object({ reason: t.String(), at: t.String(), by: uuid(), byName: t.String() })),
  })),
});
const report = reportOf(kurus);
export type ShiftReport = Shape<typeof report>;
/** Every amount of what was sold and given back is null where the caller counts blind: with them he works out what should be there. */
export const reportReply = reportOf(() => nullable(kurus()));
export type ReportReply = Shape<typeof reportReply>;
/** `columns`: 48 for paper of 80 mm, 32 for 58 mm; `copy`: marked as a reprint. Both read by `text`. */
export const reportQuery = object({
  type: optional(oneOf('x', 'z')), format: optional(oneOf('json', 'text')), columns: optional(oneOf('48', '32')), copy: optional(oneOf('true', 'false')),
});

/** One or two steps, each with the events it may have happened at (`count` of them, the first twenty listed). */
export const explanation = object({
  steps: t.Array(object({
    code: oneOf(...faults), effect: kurus(), text: t.String(), count: t.Integer(),
    events: t.Array(object({ type: oneOf('opening', 'sale', 'refund', 'in', 'out', 'drawer', 'count'), id: uuid(), name: t.String(), at: t.String() })),
  })),
});
export type ExplanationReply = Shape<typeof explanation>;
export const explainReply = object({ items: t.Array(explanation) });

export const closeReply = object({
  ...shiftFields, denominations: nullable(t.Array(object({ value: t.Integer(), count: t.Integer() }))), cash: cashFigures,
  /** Printed and stored receipts, as in its report. */
  receipts: object({ stored: t.Integer(), printed: nullable(t.Integer()), unprinted: t.Array(t.String()) }),
  /** What may be behind a difference, the likeliest first. */
  explanations: t.Array(explanation),
});
export type CloseReply = Shape<typeof closeReply>;

export const pendingReply = object({
  /** Receipts of the shift that were not printed, the first two hundred; none where the till has no printer. */
  unprinted: t.Array(t.String()),
  parked: t.Array(object({ id: uuid(), name: t.String(), total: kurus(), parkedAt: t.String(), cashierName: t.String() })),
  others: t.Array(object({ code: t.String(), text: t.String(), count: t.Integer() })),
});
export type PendingReply = Shape<typeof pendingReply>;
