import type { DrawerEvent } from './explain.js';

/** A receipt's money; amounts of a refund are negative, as its rows have them. */
export interface ReceiptMoney {
  readonly id: string;
  readonly name: string;
  readonly at: string;
  /** On the sale of an exchange: its refund. */
  readonly exchangeOf: string | null;
  readonly change: number;
  readonly paid: { method: string; amount: number }[];
}

/** Puts the two halves of each exchange together: what goes over from one to the other was never in anybody's hand. */
export function exchanged(receipts: readonly ReceiptMoney[]): ReceiptMoney[] {
  const halves = new Set(receipts.map(one => one.exchangeOf));
  const refunds = new Map(receipts.filter(one => halves.has(one.id)).map(one => [one.id, one]));
  return receipts.filter(one => !refunds.has(one.id)).map(sale => {
    const refund = sale.exchangeOf === null ? undefined : refunds.get(sale.exchangeOf);
    return refund ? { ...sale, paid: byMethod([...refund.paid, ...sale.paid]) } : sale;
  });
}
function byMethod(paid: ReceiptMoney['paid']): ReceiptMoney['paid'] {
  const sums = new Map<string, number>();
  for (const { method, amount } of paid) sums.set(method, (sums.get(method) ?? 0) + amount);
  return [...sums].map(([method, amount]) => ({ method, amount }));
}

/** A receipt that takes money is a sale, one that gives some back a refund. */
export function receiptEvent({ id, name, at, change, paid }: ReceiptMoney): DrawerEvent {
  const cash = paid.reduce((sum, one) => sum + (one.method === 'cash' ? one.amount : 0), 0);
  const others = paid.filter(one => one.method !== 'cash' && one.amount !== 0).map(one => one.amount);
  const gives = cash - change < 0 || (cash - change === 0 && others.some(amount => amount < 0));
  return gives
    ? { type: 'refund', id, name, at, cash: Math.max(0, change - cash), change: 0, others: others.filter(amount => amount < 0).map(amount => -amount) }
    : { type: 'sale', id, name, at, cash, change, others: others.filter(amount => amount > 0) };
}
