import { Db, Ids, Refusal, createToken, provide, type Scope } from '@sontechsp/sdk';
import { Checkout, type Request } from '../checkout.js';
import { Pricing } from '../pricing.js';
import { saleReplyOf } from '../reply.js';
import type { SaleReply } from '../schemas.js';
import type { StoredSale } from '../store.js';
import { carryOut } from './carry-out.js';
import { refundReplyOf } from './reply.js';
import { Refunds, askedLines } from './refunds.js';
import type { ExchangeBody, ExchangeReply } from './schemas.js';
import { saleOfExchange } from './store.js';
import { carryOver } from './tenders.js';
import { RefundWriter } from './writer.js';

/**
 * Takes goods of a sale back and sells others, in one transaction and with one balance. What comes back pays for what goes out in
 * the tenders it was paid with, as a payment of the new sale and of the refund alike, so that each tender is right by itself.
 */
export interface Exchanges {
  exchange(scope: Scope, body: ExchangeBody, request: Request): Promise<ExchangeReply>;
}
export const Exchanges = createToken<Exchanges>('pos.exchanges');

interface Deps {
  db: Db;
  pricing: Pricing;
  refunds: Refunds;
  writer: RefundWriter;
  checkout: Checkout;
  ids: Ids;
}
const replyOf = (refund: StoredSale, sale: SaleReply): ExchangeReply =>
  ({ id: refund.sale.id, refund: refundReplyOf(refund), sale, balance: sale.total + refund.sale.total });

export function createExchanges({ db, pricing, refunds, writer, checkout, ids }: Deps): Exchanges {
  async function prepare(scope: Scope, body: ExchangeBody) {
    const approvals = body.approvals ?? [];
    const wanted = { ...body.sale, approvals };
    const { basket } = await pricing.price(scope, wanted);
    const given = body.refundPayments ?? [];
    const plan = await refunds.plan(scope, body.saleId, ({ sale }) => ({
      kind: 'exchange', reason: body.return.reason, lines: askedLines(body.return.lines, body.return.restock), payments: given,
      right: 'pos.refund', approvals, carried: back => carryOver(back, basket.total, given, sale.receipt_no),
    }));
    // Should a price change in between, the two would not fit together: then it is refused, with the new total.
    const ready = await checkout.prepare(scope, { ...wanted, expectedTotal: basket.total, payments: body.payments }, plan.carried);
    return { plan, ready };
  }

  return {
    async exchange(scope, body, request) {
      if (!scope.can('pos.sell')) throw new Refusal('auth.forbidden', 403, { permission: 'pos.sell' });
      const givenId = body.id?.toLowerCase();
      const own = { id: givenId ?? ids.next(), bodyHash: request.bodyHash };
      const saleId = ids.next();
      return carryOut(db, request, {
        prepare: () => prepare(scope, body),
        async write(tx, { plan, ready }) {
          const refunded = await refunds.write(tx, scope, plan, { ...own, sellsNext: ready.proposed.lines.map(line => line.productId) });
          const sold = await checkout.write(tx, scope, ready, { id: saleId, note: body.sale.note ?? '', bodyHash: own.bodyHash, exchangeOf: own.id });
          await writer.record(tx, scope, refunded, plan);
          return replyOf(refunded, sold);
        },
        async answered() {
          const refunded = givenId && await refunds.answered(scope, givenId, own.bodyHash, body.saleId.toLowerCase());
          const sold = refunded ? await saleOfExchange(db, refunded.sale) : undefined;
          return refunded && sold ? replyOf(refunded, saleReplyOf({ ...sold, sale: { ...sold.sale, state: 'completed' } })) : undefined;
        },
      });
    },
  };
}
export const exchanges = provide(Exchanges, { db: Db, pricing: Pricing, refunds: Refunds, writer: RefundWriter, checkout: Checkout, ids: Ids }, createExchanges);
