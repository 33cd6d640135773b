import { errors } from './errors.js';

interface Tender {
  readonly method: string;
  readonly amount: number;
}
/** Tills take these; plugins will add theirs. Only cash can be given back, so only cash may exceed what is due. */
const methods = new Set(['cash', 'card']);

/** What was handed over, and what goes back. */
export function settle(due: number, payments: readonly Tender[]): { paid: number; change: number } {
  const unknown = payments.find(payment => !methods.has(payment.method));
  if (unknown) throw errors('pos.methodUnknown', { method: unknown.method });
  const paid = payments.reduce((total, payment) => total + payment.amount, 0);
  const cash = payments.reduce((total, payment) => total + (payment.method === 'cash' ? payment.amount : 0), 0);
  if (paid < due) throw errors('pos.paymentShort', { due, paid });
  if (paid - cash > due) throw errors('pos.overpaid', { due, paid });
  return { paid, change: paid - due };
}
