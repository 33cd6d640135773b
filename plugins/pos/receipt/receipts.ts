import { Db, Messages, People, Tenancy, createToken, provide, type CollectHook, type Scope } from '@sontechsp/sdk';
import { receipt as receiptHooks } from '../contract.js';
import { LogoBook } from '../logo/logo-book.js';
import { PaymentMethods } from '../payment-methods.js';
import { findSale, type StoredSale } from '../store.js';
import { receiptOf, type Receipt } from './receipt.js';

/** Makes the receipts of sales and refunds, in the language of their store. */
export interface Receipts {
  of(scope: Scope, stored: StoredSale, copy: boolean): Promise<Receipt>;
}
export const Receipts = createToken<Receipts>('pos.receipts');

type Lines = typeof receiptHooks.lines extends CollectHook<infer V, infer I> ? CollectHook<V, I>['call'] : never;
interface Deps { db: Db; known: { tenancy: Tenancy; people: People; logos: LogoBook }; messages: Messages; methods: PaymentMethods; lines: Lines }

export function createReceipts({ db, known: { tenancy, people, logos }, messages, methods, lines }: Deps): Receipts {
  return {
    async of(scope, stored, copy) {
      const { sale } = stored;
      const store = await tenancy.store(sale.store_id);
      const belongsTo = sale.refund_of ?? sale.exchange_of;
      const [firm, terminal, names, original, known, extra, logo] = await Promise.all([
        tenancy.firm(sale.firm_id), tenancy.terminal(sale.terminal_id), people.names(sale.firm_id, [sale.cashier_id]),
        belongsTo ? findSale(db, belongsTo) : undefined, methods.list(scope),
        lines(scope, { saleId: sale.id, customerId: sale.customer_id, language: store.language }), logos.of(sale.store_id),
      ]);
      const words = (key: string): string => messages.text(store.language, `pos:receipt.${key}`);
      const titles = new Map(known.map(({ method, title }) => [method, title]));
      const methodName = (method: string): string => messages.text(store.language, titles.get(method) ?? `pos:receipt.methods.${method}`);
      return receiptOf({ stored, firm, store, terminal, cashier: names.get(sale.cashier_id) ?? '', original: original?.sale.receipt_no, logo, copy, methodName, extra }, words);
    },
  };
}
export const receipts = provide(Receipts, {
  db: Db, known: { tenancy: Tenancy, people: People, logos: LogoBook }, messages: Messages, methods: PaymentMethods, lines: receiptHooks.lines,
}, createReceipts);
