import { route } from '@sontechsp/sdk';
import { requestOf } from '../request.js';
import { saleId } from '../schemas.js';
import { ExchangeQuotes } from './exchange-quotes.js';
import { Exchanges } from './exchanges.js';
import { RefundLook } from './look.js';
import { Refunds } from './refunds.js';
import { Returns } from './returns.js';
import {
  exchangeBody, exchangeQuoteBody, exchangeQuoteReply, exchangeReply, refundBody, refundQuoteBody, refundQuoteReply, refundReply, returnBody, returnQuoteBody,
  returnQuoteReply, voidBody, voidQuoteReply,
} from './schemas.js';
import { Voids } from './voids.js';

const give = route({
  method: 'POST', path: '/sales/:id/refunds', permission: 'pos.refund', approvable: true, params: saleId, body: refundBody, reply: refundReply, status: 201,
  summary: 'Gives money back for lines of a sale, never more than was sold nor than was paid per tender.',
  use: { refunds: Refunds },
  handle: input => input.use.refunds.refund(input.scope, input.params.id, input.body, requestOf(input)),
});

const quote = route({
  method: 'POST', path: '/sales/:id/refunds/quotes', permission: 'pos.sell', params: saleId, body: refundQuoteBody, reply: refundQuoteReply,
  summary: 'Tells what a refund of these lines comes to, how it may be paid back, and what leave it takes.',
  use: { look: RefundLook },
  handle: ({ scope, params, body, use: { look } }) => look.quote(scope, params.id, body),
});

const cancel = route({
  method: 'POST', path: '/sales/:id/void', permission: 'pos.void', approvable: true, params: saleId, body: voidBody, reply: refundReply, status: 201,
  summary: 'Takes the last sale of the till back as a whole, in the tenders it was paid with.',
  use: { voids: Voids },
  handle: input => input.use.voids.void(input.scope, input.params.id, input.body, requestOf(input)),
});

const voidQuote = route({
  method: 'GET', path: '/sales/:id/void', permission: 'pos.sell', params: saleId, reply: voidQuoteReply,
  summary: 'Tells whether a sale can be taken back as a whole, what would go back, and what leave it takes.',
  use: { voids: Voids },
  handle: ({ scope, params, use: { voids } }) => voids.quote(scope, params.id),
});

const takeBack = route({
  method: 'POST', path: '/returns', permission: 'pos.return.free', approvable: true, body: returnBody, reply: refundReply, status: 201,
  summary: 'Takes goods back without a receipt, up to the limit of the store.',
  use: { returns: Returns },
  handle: input => input.use.returns.take(input.scope, input.body, requestOf(input)),
});

const returnQuote = route({
  method: 'POST', path: '/returns/quotes', permission: 'pos.sell', body: returnQuoteBody, reply: returnQuoteReply,
  summary: 'Tells what goods without a receipt come to, how it may be paid back, and what leave it takes.',
  use: { returns: Returns },
  handle: ({ scope, body, use: { returns } }) => returns.quote(scope, body),
});

const exchange = route({
  method: 'POST', path: '/exchanges', permission: 'pos.refund', approvable: true, body: exchangeBody, reply: exchangeReply, status: 201,
  summary: 'Takes goods of a sale back and sells others, with one balance.',
  use: { exchanges: Exchanges },
  handle: input => input.use.exchanges.exchange(input.scope, input.body, requestOf(input)),
});

const exchangeQuote = route({
  method: 'POST', path: '/exchanges/quotes', permission: 'pos.sell', body: exchangeQuoteBody, reply: exchangeQuoteReply,
  summary: 'Tells the balance of an exchange, how it may be paid or given back, and what leave it takes.',
  use: { quotes: ExchangeQuotes },
  handle: ({ scope, body, use: { quotes } }) => quotes.quote(scope, body),
});

export const refundRoutes = [give, quote, cancel, voidQuote, takeBack, returnQuote, exchange, exchangeQuote];
