import { createToken, provide, type CollectHook, type Scope } from '@sontechsp/sdk';
import { payment, type PaymentMethod } from './contract.js';
import { errors } from './errors.js';

/** The ways to pay in a store: the house's own, and what plugins that are on there add. */
export interface PaymentMethods {
  list(scope: Scope): Promise<PaymentMethod[]>;
  /** Refuses a method nobody knows with `pos.methodUnknown`. Methods `also` are known whatever plugins say. */
  check(scope: Scope, methods: readonly string[], also?: readonly string[]): Promise<void>;
}
export const PaymentMethods = createToken<PaymentMethods>('pos.paymentMethods');

const own: readonly PaymentMethod[] = [{ method: 'cash', title: 'pos:receipt.methods.cash' }, { method: 'card', title: 'pos:receipt.methods.card' }];
const wellFormed = ({ method, title }: PaymentMethod): boolean => /^[a-z][a-z0-9]{0,39}$/.test(method) && method !== 'rounding' && typeof title === 'string';

export function createPaymentMethods({ collect }: { collect: CollectHook<Record<string, never>, PaymentMethod>['call'] }): PaymentMethods {
  async function list(scope: Scope): Promise<PaymentMethod[]> {
    const known = new Map(own.map(one => [one.method, one]));
    for (const one of await collect(scope, {})) if (wellFormed(one) && !known.has(one.method)) known.set(one.method, one);
    return [...known.values()];
  }
  return {
    list,
    async check(scope, methods, also = []) {
      const strange = methods.filter(method => !also.includes(method) && !own.some(one => one.method === method));
      if (strange.length === 0) return;
      const known = new Set((await list(scope)).map(one => one.method));
      const unknown = strange.find(method => !known.has(method));
      if (unknown !== undefined) throw errors('pos.methodUnknown', { method: unknown });
    },
  };
}
export const paymentMethods = provide(PaymentMethods, { collect: payment.methods }, createPaymentMethods);
