import { batch, signal, type ReadonlySignal } from '@preact/signals';
import { startPayment, tender, withoutPart, type Payment, type Tender } from '../payment.js';
import { chosenFirst, type Money } from './money.js';

/** The money, either way: what the customer hands over for an exchange, part by part, or the tenders it is given back in. */
export interface Purse {
  readonly payment: ReadonlySignal<Payment>;
  /** Tenders somebody chose for what is given back, the last first. */
  readonly wanted: ReadonlySignal<readonly Money[]>;
  want(method: string, amount: number): void;
  /** What handing over so much of this tender does; undefined means all that is left. A part of it is kept here. */
  take(method: string, due: number, amount: number | undefined, step: number): Tender;
  dropPart(at: number): void;
  /** Takes the last part back; false when there is none. */
  back(): boolean;
  /** Other goods, another sum: what was chosen to be given back is no longer meant. */
  unwanted(): void;
  empty(): void;
}

export function createPurse(): Purse {
  const payment = signal(startPayment('cash'));
  const wanted = signal<readonly Money[]>([]);
  const unwanted = () => { if (wanted.peek().length > 0) wanted.value = []; };
  return {
    payment, wanted, unwanted,
    want(method, amount) {
      wanted.value = chosenFirst(wanted.peek(), { method, amount });
    },
    take(method, due, amount, step) {
      const next = tender({ ...payment.peek(), method }, due, amount, step);
      if (next.kind === 'part') payment.value = next.payment;
      return next;
    },
    dropPart(at) {
      payment.value = withoutPart(payment.peek(), at);
    },
    back() {
      const { parts } = payment.peek();
      if (parts.length > 0) payment.value = withoutPart(payment.peek(), parts.length - 1);
      return parts.length > 0;
    },
    empty: () => batch(() => {
      payment.value = startPayment('cash');
      unwanted();
    }),
  };
}
