import { route } from '@sontechsp/sdk';
import { requestOf } from '../request.js';
import { saleId } from '../schemas.js';
import { Refunds } from './refunds.js';
import { refundBody, refundReply } from './schemas.js';

const give = route({
  method: 'POST', path: '/sales/:id/refunds', permission: 'pos.refund', params: saleId, body: refundBody, reply: refundReply, status: 201,
  summary: 'Gives money back for lines of a sale, never more than was sold nor than was paid per tender.',
  use: { refunds: Refunds },
  handle: input => input.use.refunds.refund(input.scope, input.params.id, input.body, requestOf(input)),
});

export const refundRoutes = [give];
