import {
  MAX_MONEY, collectHook, createToken, joinHook, nullable, object, shapeHook, t, topic, uuid, vetoHook, type Scope, type Shape,
} from '@sontechsp/sdk';

/** A discount as it was asked for: percent of the price (at most two decimals), or kuruş. */
export type Discount = { readonly percent: number } | { readonly amount: number };

/** A line while it is priced. Taps of `sale.price` may change `unitPrice` and `discount`; the rest is read only. */
export interface PriceLine {
  readonly productId: string;
  readonly barcode: string | null;
  /** Thousandths. */
  readonly quantity: number;
  /** Kuruş per unit, KDV included. */
  unitPrice: number;
  discount: Discount | null;
}
/** A basket while it is priced. The role's limit is measured on what the cashier asked for, never on what a tap gave. */
export interface PriceBasket {
  readonly customerId: string | null;
  readonly lines: readonly PriceLine[];
  discount: Discount | null;
}

/** A line with its money. `total = gross − discountAmount`, KDV included; `vatAmount` is the KDV inside `total`. */
export interface SaleLine {
  readonly id: string;
  readonly productId: string;
  readonly barcode: string | null;
  readonly name: string;
  readonly unit: 'piece' | 'kg';
  /** Thousandths. */
  readonly quantity: number;
  readonly unitPrice: number;
  /** Before discounts: unit price × quantity, or what a price label says. */
  readonly gross: number;
  /** The line's own discount and its share of the basket's. */
  readonly discountAmount: number;
  readonly vatRate: number;
  readonly vatAmount: number;
  readonly total: number;
}
export interface SalePayment {
  readonly id: string;
  readonly method: string;
  /** What was handed over, kuruş. */
  readonly amount: number;
  readonly reference: string | null;
}
/** A priced basket: all in kuruş, discounts and KDV worked out, nothing written. */
export interface PricedBasket {
  readonly customerId: string | null;
  readonly lines: readonly SaleLine[];
  readonly subtotal: number;
  readonly discountTotal: number;
  readonly vatTotal: number;
  readonly total: number;
}
/** A sale that could be written now, for `sale.allowed`. `paid − change = total + rounding`. */
export interface ProposedSale extends PricedBasket {
  readonly payments: readonly SalePayment[];
  readonly paid: number;
  readonly change: number;
  /** What rounding the cash part added (negative: took off); 0 unless the store rounds cash. */
  readonly rounding: number;
}
/** Something the cashier should know, though it stops nothing: `{ code: 'stock.zero', productId, onHand }`. */
export interface Warning {
  readonly code: string;
  readonly [fact: string]: unknown;
}
/** A sale inside its transaction, for `sale.join`. */
export interface SaleInProgress extends ProposedSale {
  readonly id: string;
  /** Known to late taps: an early one runs while the number is being taken. */
  readonly receipt: { readonly no: string; readonly sequence: number; readonly soldAt: string } | undefined;
  /** Adds to the `warnings` of the reply. */
  warn(warning: Warning): void;
}

const isMoney = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_MONEY;
function isDiscount(value: unknown): boolean {
  if (value === null) return true;
  const { percent, amount } = (value ?? {}) as { percent?: unknown; amount?: unknown };
  return percent === undefined ? isMoney(amount) : typeof percent === 'number' && percent >= 0 && percent <= 100;
}
function isPriceBasket(value: unknown): boolean {
  const { lines, discount } = (value ?? {}) as Partial<PriceBasket>;
  return isDiscount(discount) && Array.isArray(lines) && lines.every(line => isMoney(line?.unitPrice) && isDiscount(line?.discount));
}

export const sale = {
  /** Price lists, campaigns. A tap that fails is passed over, and the sale carries the warning `pos.priceSkipped {plugin}`. */
  price: shapeHook<PriceBasket>('pos.sale.price', { valid: isPriceBasket }),
  /** Last word before anything is written. A tap that fails refuses the sale. */
  allowed: vetoHook<ProposedSale>('pos.sale.allowed', { onFault: 'closed' }),
  /** Takes part in the sale's transaction: `early` before its rows are written (locks, checks), `late` after. */
  join: joinHook<SaleInProgress>('pos.sale.join'),
};

/**
 * How a refund came about: of lines of a sale; a `void`, the whole last sale taken back in its own tenders; a `return` without
 * a receipt; the given-back half of an `exchange`.
 */
export type RefundKind = 'refund' | 'void' | 'return' | 'exchange';

/**
 * A line given back. Everywhere but in the rows, amounts and quantities of a refund are what goes back, so never negative; the
 * rows of `pos_satislar`, `pos_satis_satirlari` and `odeme_kayitlari` carry the same with a minus sign, `unit_price` and
 * `vat_rate` excepted, so that a sale and its full refund sum to zero in each column and in `pos_v_sale_lines`.
 */
export interface RefundLine extends SaleLine {
  /** The line of the sale; null in a return without a receipt. */
  readonly saleLineId: string | null;
  /** Whether the goods go back on the shelf. */
  readonly restock: boolean;
}
/** The sale that goods come back from. */
export interface RefundedSale {
  readonly id: string;
  readonly receiptNo: string;
  readonly soldAt: string;
  readonly customerId: string | null;
  readonly total: number;
}
/** A refund that could be written now, for `refund.allowed`. The payments and `−rounding` sum to `total`. */
export interface ProposedRefund {
  readonly kind: RefundKind;
  /** Null in a return without a receipt. */
  readonly sale: RefundedSale | null;
  /** Whether nothing is left of the sale after it. */
  readonly completes: boolean;
  readonly reason: string;
  readonly lines: readonly RefundLine[];
  readonly subtotal: number;
  readonly discountTotal: number;
  readonly vatTotal: number;
  readonly total: number;
  readonly rounding: number;
  readonly payments: readonly SalePayment[];
}
/** A refund inside its transaction, for `refund.join`. */
export interface RefundInProgress extends ProposedRefund {
  readonly id: string;
  /** Products that the same transaction sells next (an exchange): to be locked in one order with those that come back. */
  readonly sellsNext: readonly string[];
  /** Known to late taps. */
  readonly receipt: { readonly no: string; readonly sequence: number; readonly soldAt: string } | undefined;
}
export const refund = {
  /** Last word before anything is written. A tap that fails refuses the refund. */
  allowed: vetoHook<ProposedRefund>('pos.refund.allowed', { onFault: 'closed' }),
  /** Takes part in the refund's transaction: `early` before its rows are written (locks), `late` after. The sale's row is locked. */
  join: joinHook<RefundInProgress>('pos.refund.join'),
};

/** A way to pay that a plugin adds to `cash` and `card`. */
export interface PaymentMethod {
  /** What stands in `payments[].method`: lower-case letters. */
  readonly method: string;
  /** Locale key with its plugin, `crm:methods.credit`. */
  readonly title: string;
  /** The till asks for a customer first. Refusing a sale without one is up to the plugin, in `sale.allowed`. */
  readonly needsCustomer?: boolean;
}
export const payment = {
  /** Asked only when a sale names a method that is not the house's own, and for the list of methods. */
  methods: collectHook<Record<string, never>, PaymentMethod>('pos.payment.methods'),
};

export const basket = {
  /** Warnings for a quote; a tap reads without locks. */
  warnings: collectHook<PricedBasket, Warning>('pos.basket.warnings'),
};
/** Something a cashier should see to before the shift is closed; it stops nothing. */
export interface ShiftPending {
  /** `<plugin>.<noun>`: `kargo.labels`. */
  readonly code: string;
  /** In the caller's language. */
  readonly text: string;
  readonly count: number;
}
export const shift = {
  /** What else waits at a till, shown before its shift is closed. */
  pending: collectHook<{ readonly shiftId: string; readonly terminalId: string }, ShiftPending>('pos.shift.pending'),
};
export const receipt = {
  /** Lines under the payments of a receipt, in the language given: a customer's points, a document's number. */
  lines: collectHook<{ readonly saleId: string; readonly customerId: string | null; readonly language: string }, { readonly text: string }>('pos.receipt.lines'),
};

/** A completed sale as other plugins may know it. Money in kuruş, quantities in thousandths. */
export interface KnownSale {
  readonly id: string;
  readonly receiptNo: string;
  readonly soldAt: string;
  readonly total: number;
  /** What has become of it by now; a `voided` or `refunded` one has nothing left of it. */
  readonly state: 'completed' | 'partlyRefunded' | 'refunded' | 'voided';
  readonly lines: readonly { readonly name: string; readonly quantity: number }[];
}
/** For plugins that begin with a sale: a shipment, a document. */
export interface Sales {
  /** A sale of the scope's store; undefined when it has none such, or the number is a refund's. */
  find(scope: Pick<Scope, 'storeId'>, by: { readonly id: string } | { readonly receiptNo: string }): Promise<KnownSale | undefined>;
}
export const Sales = createToken<Sales>('pos.sales');

const kurus = () => t.Integer();
const thousandths = () => t.Integer();

/** What `pos.sale.completed` tells. Money in kuruş, quantities in thousandths, `soldAt` ISO 8601 UTC. */
export const SaleCompleted = object({
  id: uuid(), receiptNo: t.String(), sequence: t.Integer(), soldAt: t.String(),
  storeId: uuid(), terminalId: uuid(), cashierId: uuid(), customerId: nullable(uuid()),
  lines: t.Array(object({
    id: uuid(), productId: uuid(), barcode: nullable(t.String()), name: t.String(), quantity: thousandths(), unitPrice: kurus(),
    discountAmount: kurus(), vatRate: t.Integer(), vatAmount: kurus(), total: kurus(),
  })),
  subtotal: kurus(), discountTotal: kurus(), vatTotal: kurus(), total: kurus(), paid: kurus(), change: kurus(), rounding: kurus(),
  payments: t.Array(object({ id: uuid(), method: t.String(), amount: kurus(), reference: nullable(t.String()) })),
});
export type SaleCompleted = Shape<typeof SaleCompleted>;

/** Told in the sale's own transaction; the aggregate is the sale's id. */
export const saleCompleted = topic('pos.sale.completed', SaleCompleted);

/** What `pos.shift.closed` tells: the summary of its Z report. Money in kuruş; refunds are what went back, never negative. */
export const ShiftClosed = object({
  id: uuid(), zNo: t.Integer(), storeId: uuid(), terminalId: uuid(), cashierId: uuid(), closedBy: uuid(), openedAt: t.String(), closedAt: t.String(),
  /** `2026-03-01`: the day of the store it was opened on. */
  businessDay: t.String(), forced: t.Boolean(),
  openingCash: kurus(), expectedCash: kurus(),
  /** Null where a manager closed it without counting; `difference` is counted less expected. */
  countedCash: nullable(kurus()), difference: nullable(kurus()), reason: nullable(t.String()),
  receipts: t.Integer(), firstReceiptNo: nullable(t.String()), lastReceiptNo: nullable(t.String()),
  salesTotal: kurus(), refundsTotal: kurus(), netTotal: kurus(), vatTotal: kurus(),
  payments: t.Array(object({ method: t.String(), sales: kurus(), refunds: kurus(), net: kurus() })),
});
export type ShiftClosed = Shape<typeof ShiftClosed>;

/** Told in the transaction of the close; the aggregate is the shift's id. */
export const shiftClosed = topic('pos.shift.closed', ShiftClosed);

/** What `pos.refund.completed` tells: amounts and quantities are what went back, never negative. */
export const RefundCompleted = object({
  id: uuid(), kind: t.Union([t.Literal('refund'), t.Literal('void'), t.Literal('return'), t.Literal('exchange')]), saleId: nullable(uuid()),
  receiptNo: t.String(), sequence: t.Integer(), refundedAt: t.String(), storeId: uuid(), terminalId: uuid(), cashierId: uuid(), customerId: nullable(uuid()),
  reason: t.String(),
  lines: t.Array(object({
    id: uuid(), saleLineId: nullable(uuid()), productId: uuid(), barcode: nullable(t.String()), name: t.String(), quantity: thousandths(), unitPrice: kurus(),
    discountAmount: kurus(), vatRate: t.Integer(), vatAmount: kurus(), total: kurus(), restock: t.Boolean(),
  })),
  subtotal: kurus(), discountTotal: kurus(), vatTotal: kurus(), total: kurus(), rounding: kurus(),
  payments: t.Array(object({ id: uuid(), method: t.String(), amount: kurus(), reference: nullable(t.String()) })),
});
export type RefundCompleted = Shape<typeof RefundCompleted>;

/** Told in the refund's own transaction; the aggregate is the refund's id. */
export const refundCompleted = topic('pos.refund.completed', RefundCompleted);

/**
 * What the hash of a receipt covers. `hash` is the lower-case hex SHA-256 of the canonical JSON (RFC 8785) of exactly this
 * object in UTF-8: money in kuruş, quantities in thousandths, lines and payments in their order on the receipt, `time` the
 * ISO 8601 UTC instant with milliseconds, `previousHash` the hash of the terminal's receipt before, `''` for its first.
 */
export interface SealedReceipt {
  readonly previousHash: string;
  readonly id: string;
  readonly sequence: number;
  readonly terminal: string;
  readonly time: string;
  readonly lines: readonly {
    readonly productId: string;
    readonly quantity: number;
    readonly unitPrice: number;
    readonly discountAmount: number;
    readonly vatRate: number;
    readonly vatAmount: number;
    readonly total: number;
  }[];
  readonly payments: readonly { readonly method: string; readonly amount: number }[];
  readonly total: number;
}
