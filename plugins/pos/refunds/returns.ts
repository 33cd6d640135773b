import { Db, Ids, createToken, provide, type Scope, type SettingsReader, type VetoHook } from '@sontechsp/sdk';
import type { Request } from '../checkout.js';
import { refund as refundHooks, type ProposedRefund } from '../contract.js';
import { errors } from '../errors.js';
import { PaymentMethods } from '../payment-methods.js';
import { Pricing } from '../pricing.js';
import { settings, type PosSettings } from '../settings.js';
import { carryOut } from './carry-out.js';
import { proposedRefund } from './plan.js';
import { refundReplyOf } from './reply.js';
import { Refunds } from './refunds.js';
import type { RefundReply, ReturnBody } from './schemas.js';
import { settleReturn } from './tenders.js';
import { RefundWriter } from './writer.js';

/** Takes goods back that nobody has a receipt for, at today's price and up to the store's limit. */
export interface Returns {
  take(scope: Scope, body: ReturnBody, request: Request): Promise<RefundReply>;
}
export const Returns = createToken<Returns>('pos.returns');

interface Deps {
  db: Db;
  money: { pricing: Pricing; methods: PaymentMethods; settings: SettingsReader<PosSettings> };
  refunds: Refunds;
  writer: RefundWriter;
  allowed: VetoHook<ProposedRefund>['call'];
  ids: Ids;
}
export function createReturns({ db, money, refunds, writer, allowed, ids }: Deps): Returns {
  async function plan(scope: Scope, body: ReturnBody): Promise<ProposedRefund> {
    const asked = body.lines.map(({ restock: _, ...line }) => line);
    const [{ basket }, { cashRounding, freeReturnLimit: limit }] = await Promise.all([money.pricing.price(scope, { lines: asked }), money.settings.read(scope)]);
    if (limit > 0 && basket.total > limit) throw errors('pos.returnLimit', { limit, total: basket.total });
    await money.methods.check(scope, body.payments.map(({ method }) => method));
    const settled = settleReturn(basket.total, cashRounding, body.payments);
    const lines = basket.lines.map((line, at) => ({ ...line, saleLineId: null, restock: body.lines[at]!.restock ?? body.restock ?? true }));
    const { proposed } = proposedRefund({ kind: 'return', reason: body.reason, sale: null, completes: false, lines, asked: body.payments, settled }, ids);
    const refusal = await allowed(scope, proposed);
    if (refusal) throw refusal;
    return proposed;
  }

  return {
    async take(scope, body, request) {
      const givenId = body.id?.toLowerCase();
      const own = { id: givenId ?? ids.next(), bodyHash: request.bodyHash, otherTender: false };
      return carryOut(db, request, {
        prepare: () => plan(scope, body),
        async write(tx, proposed) {
          const written = await writer.write(tx, scope, proposed, own);
          await writer.record(tx, scope, written);
          return refundReplyOf(written);
        },
        async answered() {
          const earlier = givenId && await refunds.answered(scope, givenId, own.bodyHash, null);
          return earlier ? refundReplyOf(earlier) : undefined;
        },
      });
    },
  };
}
export const returns = provide(Returns, {
  db: Db, money: { pricing: Pricing, methods: PaymentMethods, settings }, refunds: Refunds, writer: RefundWriter, allowed: refundHooks.allowed, ids: Ids,
}, createReturns);
