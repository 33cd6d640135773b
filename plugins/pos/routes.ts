import { Db, Messages, People, Tenancy, raw, route, type Queries, type Scope } from '@sontechsp/sdk';
import { Checkout } from './checkout.js';
import { receipt as receiptHooks } from './contract.js';
import { errors } from './errors.js';
import { Quotes } from './quotes.js';
import { receiptHtml } from './receipt/html.js';
import { receiptOf } from './receipt/receipt.js';
import { receiptText } from './receipt/text.js';
import { refundRoutes } from './refunds/routes.js';
import { parkedRoutes } from './parked/routes.js';
import { saleReplyOf } from './reply.js';
import { requestOf } from './request.js';
import { quoteBody, quoteReply, receiptQuery, saleBody, saleId, saleList, saleQuery, saleReply } from './schemas.js';
import { findSale, listSales, type StoredSale } from './store.js';

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
  method: 'GET', path: '/sales/:id', permission: 'pos.sell', params: saleId, reply: saleReply,
  summary: 'A sale of the store.',
  use: { db: Db },
  handle: async ({ scope, params, use: { db } }) => saleReplyOf(await ownSale(db, scope, params.id)),
});

const receipt = route({
  method: 'GET', path: '/sales/:id/receipt', permission: 'pos.sell', params: saleId, query: receiptQuery,
  summary: 'The receipt of a sale as a page or as text, in the language of the store.',
  use: { db: Db, tenancy: Tenancy, people: People, messages: Messages, lines: receiptHooks.lines },
  async handle({ scope, params, query, use: { db, tenancy, people, messages, lines } }) {
    const stored = await ownSale(db, scope, params.id);
    const { sale } = stored;
    const store = await tenancy.store(sale.store_id);
    const [firm, terminal, names, extra] = await Promise.all([
      tenancy.firm(sale.firm_id), tenancy.terminal(sale.terminal_id), people.names(sale.firm_id, [sale.cashier_id]),
      lines(scope, { saleId: sale.id, customerId: sale.customer_id, language: store.language }),
    ]);
    const words = (key: string): string => messages.text(store.language, `pos:receipt.${key}`);
    const made = receiptOf({ stored, firm, store, terminal, cashier: names.get(sale.cashier_id) ?? '', extra }, words);
    return query.format === 'text'
      ? raw('text/plain; charset=utf-8', receiptText(made, query.columns === '32' ? 32 : 48))
      : raw('text/html; charset=utf-8', receiptHtml(made));
  },
});

export const routes = [sell, quote, list, one, receipt, ...refundRoutes, ...parkedRoutes];
