import { Ids, createToken, provide, type Scope, type SettingsReader } from '@sontechsp/sdk';
import type { SalePayment } from './contract.js';
import { PaymentMethods } from './payment-methods.js';
import { ROUNDING } from './rounding.js';
import { settings, type PosSettings } from './settings.js';
import { settle, type Settled } from './tender.js';

/** A payment as it was asked for. */
export interface AskedPayment {
  readonly method: string;
  readonly amount: number;
  readonly reference?: string | undefined;
}
export interface Tendered extends Settled {
  readonly payments: readonly SalePayment[];
  /** The payments, and the one that stands for rounding where there is some: together `total + change`. */
  readonly rows: readonly SalePayment[];
}
/** Takes payment: methods the store knows, cash in the store's steps. */
export interface Tendering {
  take(scope: Scope, due: number, asked: readonly AskedPayment[], carried?: readonly AskedPayment[]): Promise<Tendered>;
}
export const Tendering = createToken<Tendering>('pos.tendering');

interface Deps {
  methods: PaymentMethods;
  settings: SettingsReader<PosSettings>;
  ids: Ids;
}
export function createTendering({ methods, settings, ids }: Deps): Tendering {
  return {
    async take(scope, due, asked, carried = []) {
      const [{ cashRounding }] = await Promise.all([settings.read(scope), methods.check(scope, asked.map(({ method }) => method))]);
      const settled = settle(due, asked, cashRounding, carried);
      const rowOf = ({ method, amount, reference }: AskedPayment): SalePayment => ({ id: ids.next(), method, amount, reference: reference ?? null });
      const payments = [...carried.filter(({ method }) => method !== ROUNDING), ...asked].map(rowOf);
      return { ...settled, payments, rows: settled.rounding === 0 ? payments : [...payments, rowOf({ method: ROUNDING, amount: -settled.rounding })] };
    },
  };
}
export const tendering = provide(Tendering, { methods: PaymentMethods, settings, ids: Ids }, createTendering);
