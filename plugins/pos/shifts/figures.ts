import type { CashFigures, Figures } from './schemas.js';

/** Receipts of one kind, summed: sales, or refunds of one type with their minus signs. */
export interface KindRow {
  readonly type: string;
  readonly count: number;
  readonly subtotal: number;
  readonly discounts: number;
  readonly discounted: number;
  readonly vat: number;
  readonly total: number;
  readonly rounding: number;
  readonly change: number;
}
export interface MethodRow {
  readonly kind: string;
  readonly method: string;
  readonly count: number;
  readonly amount: number;
}
export interface RateRow {
  readonly rate: number;
  readonly vat: number;
  readonly total: number;
}
export interface MovedRow {
  readonly type: string;
  readonly count: number;
  readonly amount: number;
}
interface Rows {
  readonly kinds: readonly KindRow[];
  /** Numbers of the first and the last receipt. */
  readonly ends: readonly string[];
  readonly payments: readonly MethodRow[];
  readonly vat: readonly RateRow[];
  readonly moved: readonly MovedRow[];
}

/** What should be in the drawer: the one formula, for the till, its reports and the close. */
export const expectedCash = (cash: Omit<CashFigures, 'expected'>): number =>
  cash.opening + cash.sales - cash.change - cash.refunds + cash.in - cash.out;

/** The figures of a report, amounts of refunds without their minus signs. */
export function figuresOf(opening: number, { kinds, ends, payments, vat, moved }: Rows): Figures {
  const total = <T>(rows: readonly T[], value: (row: T) => number): number => rows.reduce((all, row) => all + value(row), 0);
  const sold = kinds.filter(row => row.type === 'sale');
  const back = kinds.filter(row => row.type !== 'sale');
  const kind = (type: string) => {
    const rows = back.filter(row => row.type === type);
    return { count: total(rows, row => row.count), total: 0 - total(rows, row => row.total) };
  };
  const change = total(sold, row => row.change);
  const paid = (method: string, of: string, value: (row: MethodRow) => number): number =>
    total(payments.filter(row => row.method === method && row.kind === of), value);
  const moves = (type: string) => {
    const rows = moved.filter(row => row.type === type);
    return { count: total(rows, row => row.count), total: total(rows, row => row.amount) };
  };
  const cash = {
    opening, sales: paid('cash', 'sale', row => row.amount), change, refunds: 0 - paid('cash', 'refund', row => row.amount), in: moves('in').total, out: moves('out').total,
  };
  return {
    receipts: { from: ends[0] ?? null, to: ends.at(-1) ?? null, stored: total(kinds, row => row.count) },
    sales: {
      count: total(sold, row => row.count), subtotal: total(sold, row => row.subtotal), discountTotal: total(sold, row => row.discounts),
      vatTotal: total(sold, row => row.vat), total: total(sold, row => row.total), rounding: total(sold, row => row.rounding),
    },
    refunds: {
      count: total(back, row => row.count), vatTotal: 0 - total(back, row => row.vat), total: 0 - total(back, row => row.total),
      rounding: 0 - total(back, row => row.rounding), refund: kind('refund'), void: kind('void'), return: kind('return'), exchange: kind('exchange'),
    },
    net: { vatTotal: total(kinds, row => row.vat), total: total(kinds, row => row.total) },
    discounts: { count: total(sold, row => row.discounted), total: total(sold, row => row.discounts) },
    vat: vat.map(row => ({ rate: row.rate, base: row.total - row.vat, vat: row.vat, total: row.total })),
    movements: { in: moves('in'), out: moves('out'), drawer: moves('drawer').count },
    payments: [...new Set(payments.map(row => row.method))].map(method => {
      const sales = paid(method, 'sale', row => row.amount) - (method === 'cash' ? change : 0);
      const refunds = 0 - paid(method, 'refund', row => row.amount);
      return { method, count: paid(method, 'sale', row => row.count) + paid(method, 'refund', row => row.count), sales, refunds, net: sales - refunds };
    }),
    cash: { ...cash, expected: expectedCash(cash) },
  };
}
