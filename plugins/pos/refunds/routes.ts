import { route } from '@sontechsp/sdk';
import { requestOf } from '../request.js';
import { saleId } from '../schemas.js';
import { Exchanges } from './exchanges.js';
import { RefundLook } from './look.js';
import { Refunds } from './refunds.js';
import { Returns } from './returns.js';
import {
  exchangeBody, exchangeReply, refundBody, refundQuoteBody, refundQuoteReply, refundReply, returnBody, voidBody,
} from './schemas.js';
import { Voids } from './voids.js';

const give = route({
  method: 'POST', path: '/sales/:id/refunds', permission: 'pos.refund', params: saleId, body: refundBody, reply: refundReply, status: 201,
  summary: 'Gives money back for lines of a sale, never more than was sold nor than was paid per tender.',
  use: { refunds: Refunds },
  handle: input => input.use.refunds.refund(input.scope, input.params.id, input.body, requestOf(input)),
});

const quote = route({
  method: 'POST', path: '/sales/:id/refunds/quotes', permission: 'pos.refund', params: saleId, body: refundQuoteBody, reply: refundQuoteReply,
  summary: 'Tells what a refund of these lines comes to and how it may be paid back.',
  use: { look: RefundLook },
  handle: ({ scope, params, body, use: { look } }) => look.quote(scope, params.id, body),
});

const cancel = route({
  method: 'POST', path: '/sales/:id/void', permission: 'pos.void', params: saleId, body: voidBody, reply: refundReply, status: 201,
  summary: 'Takes the last sale of the till back as a whole, in the tenders it was paid with.',
  use: { voids: Voids },
  handle: input => input.use.voids.void(input.scope, input.params.id, input.body, requestOf(input)),
});

const takeBack = route({
  method: 'POST', path: '/returns', permission: 'pos.return.free', body: returnBody, reply: refundReply, status: 201,
  summary: 'Takes goods back without a receipt, up to the limit of the store.',
  use: { returns: Returns },
  handle: input => input.use.returns.take(input.scope, input.body, requestOf(input)),
});

const exchange = route({
  method: 'POST', path: '/exchanges', permission: 'pos.refund', body: exchangeBody, reply: exchangeReply, status: 201,
  summary: 'Takes goods of a sale back and sells others, with one balance.',
  use: { exchanges: Exchanges },
  handle: input => input.use.exchanges.exchange(input.scope, input.body, requestOf(input)),
});

export const refundRoutes = [give, quote, cancel, takeBack, exchange];
