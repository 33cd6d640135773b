import { Db, Messages, People, pageOfAll, route } from '@sontechsp/sdk';
import { Checkout } from './checkout.js';
import { favouriteRoutes } from './favourites/routes.js';
import { logoRoutes } from './logo/routes.js';
import { printingRoutes } from './printing/routes.js';
import { Quotes } from './quotes.js';
import { receiptRoutes } from './receipt/routes.js';
import { ownSale } from './own-sale.js';
import { PaymentMethods } from './payment-methods.js';
import { RefundLook } from './refunds/look.js';
import { refundRoutes } from './refunds/routes.js';
import { parkedRoutes } from './parked/routes.js';
import { saleReplyOf } from './reply.js';
import { requestOf } from './request.js';
import { quoteBody, quoteReply, paymentMethodList, paymentMethodQuery, saleBody, saleDetail, saleId, saleList, saleQuery, saleReply } from './schemas.js';
import { settings } from './settings.js';
import { shiftRoutes } from './shifts/routes.js';
import { listSales } from './store.js';
import { tillRoutes } from './till-routes.js';

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

const methods = route({
  method: 'GET', path: '/payment-methods', permission: 'pos.sell', query: paymentMethodQuery, reply: paymentMethodList,
  summary: 'The ways to pay in the store: cash, card, and what plugins add.',
  use: { methods: PaymentMethods, messages: Messages, settings },
  async handle({ scope, query, use: { methods, messages, settings: reader } }) {
    const [known, { cashRounding }] = await Promise.all([methods.list(scope), reader.read(scope)]);
    const items = known.map(({ method, title, needsCustomer = false }) =>
      ({ method, title: messages.text(scope.language, title), needsCustomer, step: method === 'cash' ? cashRounding : 0 }));
    return pageOfAll(items, query, ({ method, title }) => ({ id: method, name: title }));
  },
});

export const routes = [sell, quote, list, one, ...receiptRoutes, methods, ...refundRoutes, ...parkedRoutes, ...shiftRoutes, ...tillRoutes, ...favouriteRoutes, ...printingRoutes, ...logoRoutes];
