import { Db, Messages, People, Tenancy, raw, route, type Queries, type Scope } from '@sontechsp/sdk';
import { Checkout } from './checkout.js';
import { receipt as receiptHooks } from './contract.js';
import { errors } from './errors.js';
import { Quotes } from './quotes.js';
import { receiptHtml } from './receipt/html.js';
import { receiptOf } from './receipt/receipt.js';
import { receiptText } from './receipt/text.js';
import { PaymentMethods } from './payment-methods.js';
import { RefundLook } from './refunds/look.js';
import { refundRoutes } from './refunds/routes.js';
import { parkedRoutes } from './parked/routes.js';
import { saleReplyOf } from './reply.js';
import { requestOf } from './request.js';
import { quoteBody, quoteReply, paymentMethodList, receiptQuery, saleBody, saleDetail, saleId, saleList, saleQuery, saleReply } from './schemas.js';
import { settings } from './settings.js';
import { shiftRoutes } from './shifts/routes.js';
import { findSale, listSales, type StoredSale } from './store.js';
import { tillRoutes } from './till-routes.js';

async function ownSale(db: Queries, scope: Scope, id: string): Promise<StoredSale> {
  const stored = await findSale(db, id.toLowerCase());
  if (!stored || stored.sale.store_id !== scope.storeId) throw errors('pos.notFound', { id });
  return stored;
}

const sell = route({
  method: 'POST', path: '/sales', permission: 'pos.sell', body: saleBody, reply: saleReply, status: 201,
  summary: 'Sells a basket: prices it, takes it from stock, numbers the receipt and keeps it, all or nothing.',
  use: { checkout: Checkout },
  handle: input => input.use.checkout.complete(input.scope, input.body, requestOf(input)),
});

const quote = route({
  method: 'POST', path: '/quotes', permission: 'pos.sell', body: quoteBody, reply: quoteReply,
  summary: 'Prices a basket and tells what a sale of it would be warned of.',
  use: { quotes: Quotes },
  handle: ({ scope, body, use }) => use.quotes.quote(scope, body),
});

const list = route({
  method: 'GET', path: '/sales', permission: 'pos.sell', query: saleQuery, reply: saleList,
  summary: 'Sales of the store, newest first.',
  use: { db: Db, people: People },
  async handle({ scope, query, use: { db, people } }) {
    const { items, nextCursor } = await listSales(db, scope.storeId, query);
    const names = await people.names(scope.firmId, [...new Set(items.map(({ sale }) => sale.cashier_id))]);
    return { items: items.map(stored => ({ ...saleReplyOf(stored), cashierName: names.get(stored.sale.cashier_id) ?? '' })), nextCursor };
  },
});

const one = route({
  method: 'GET', path: '/sales/:id', permission: 'pos.sell', params: saleId, reply: saleDetail,
  summary: 'A sale of the store, with what was refunded of it.',
  use: { db: Db, look: RefundLook },
  handle: async ({ scope, params, use: { db, look } }) => look.detail(await ownSale(db, scope, params.id)),
});

const receipt = route({
  method: 'GET', path: '/sales/:id/receipt', permission: 'pos.sell', params: saleId, query: receiptQuery,
  summary: 'The receipt of a sale as a page or as text, in the language of the store.',
  use: { db: Db, tenancy: Tenancy, people: People, messages: Messages, methods: PaymentMethods, lines: receiptHooks.lines },
  async handle({ scope, params, query, use: { db, tenancy, people, messages, methods, lines } }) {
    const stored = await ownSale(db, scope, params.id);
    const { sale } = stored;
    const store = await tenancy.store(sale.store_id);
    const belongsTo = sale.refund_of ?? sale.exchange_of;
    const [firm, terminal, names, original, known, extra] = await Promise.all([
      tenancy.firm(sale.firm_id), tenancy.terminal(sale.terminal_id), people.names(sale.firm_id, [sale.cashier_id]),
      belongsTo ? findSale(db, belongsTo) : undefined, methods.list(scope),
      lines(scope, { saleId: sale.id, customerId: sale.customer_id, language: store.language }),
    ]);
    const words = (key: string): string => messages.text(store.language, `pos:receipt.${key}`);
    const titles = new Map(known.map(({ method, title }) => [method, title]));
    const methodName = (method: string): string => messages.text(store.language, titles.get(method) ?? `pos:receipt.methods.${method}`);
    const made = receiptOf({ stored, firm, store, terminal, cashier: names.get(sale.cashier_id) ?? '', original: original?.sale.receipt_no, copy: query.copy === 'true', methodName, extra }, words);
    return query.format === 'text'
      ? raw('text/plain; charset=utf-8', receiptText(made, query.columns === '32' ? 32 : 48))
      : raw('text/html; charset=utf-8', receiptHtml(made));
  },
});

const methods = route({
  method: 'GET', path: '/payment-methods', permission: 'pos.sell', reply: paymentMethodList,
  summary: 'The ways to pay in the store: cash, card, and what plugins add.',
  use: { methods: PaymentMethods, messages: Messages, settings },
  async handle({ scope, use: { methods, messages, settings: reader } }) {
    const [known, { cashRounding }] = await Promise.all([methods.list(scope), reader.read(scope)]);
    const items = known.map(({ method, title, needsCustomer = false }) =>
      ({ method, title: messages.text(scope.language, title), needsCustomer, step: method === 'cash' ? cashRounding : 0 }));
    return { items, nextCursor: null };
  },
});

export const routes = [sell, quote, list, one, receipt, methods, ...refundRoutes, ...parkedRoutes, ...shiftRoutes, ...tillRoutes];
