import { Db, Ids, createToken, provide, type Scope, type SettingsReader, type VetoHook } from '@sontechsp/sdk';
import type { Request } from '../checkout.js';
import { refund as refundHooks, type ProposedRefund } from '../contract.js';
import { errors } from '../errors.js';
import { PaymentMethods } from '../payment-methods.js';
import { Pricing } from '../pricing.js';
import { quoteReplyOf } from '../reply.js';
import { settings, type PosSettings } from '../settings.js';
import { ReturnAllowance } from './allowance.js';
import { PlanChanged, carryOut } from './carry-out.js';
import { proposedRefund, returnNeeds, type Leave } from './plan.js';
import { refundReplyOf, shownTenders, toldNeeds } from './reply.js';
import { Refunds } from './refunds.js';
import type { RefundReply, ReturnBody, ReturnQuoteBody, ReturnQuoteReply } from './schemas.js';
import { returnedFreely, settleRefund } from './tenders.js';
import { tendersAsWanted } from './wanted.js';
import { RefundWriter } from './writer.js';

/**
 * Takes goods back that nobody has a receipt for, at today's price. Beyond what the store lets a cashier give back in a day,
 * whoever stands at the till needs leave each time.
 */
export interface Returns {
  /** What it would come to and how it may be paid back; writes and locks nothing. */
  quote(scope: Scope, body: ReturnQuoteBody): Promise<ReturnQuoteReply>;
  take(scope: Scope, body: ReturnBody, request: Request): Promise<RefundReply>;
}
export const Returns = createToken<Returns>('pos.returns');

interface Plan extends Leave {
  readonly proposed: ProposedRefund;
  /** Beyond the cashier's allowance: a manager's leave covers it, and it takes nothing of that. */
  readonly above: boolean;
}
interface Deps {
  db: Db;
  money: { pricing: Pricing; methods: PaymentMethods; settings: SettingsReader<PosSettings>; allowance: ReturnAllowance };
  refunds: Refunds;
  writer: RefundWriter;
  allowed: VetoHook<ProposedRefund>['call'];
  ids: Ids;
}
export function createReturns({ db, money, refunds, writer, allowed, ids }: Deps): Returns {
  /** What the goods come to today, and what it takes to go beyond the caller's rights and the store's limit. */
  async function worth(scope: Scope, body: Pick<ReturnBody, 'lines' | 'approvals'>, tellNeeds: boolean) {
    const asked = { lines: body.lines.map(({ restock: _, ...line }) => line) };
    const [{ basket, warnings, needs }, { cashRounding }, may] = await Promise.all([money.pricing.price(scope, asked, { tellNeeds }), money.settings.read(scope), money.allowance.now(scope)]);
    const above = may && basket.total > may.left ? errors('pos.returnLimit', { ...may, total: basket.total }) : undefined;
    if (above && !tellNeeds) throw above;
    return { basket, warnings, cashRounding, above: above !== undefined, needs: [...returnNeeds(scope, basket.total, above), ...needs] };
  }
  async function plan(scope: Scope, body: ReturnBody): Promise<Plan> {
    const approvals = body.approvals ?? [];
    const { basket, cashRounding, above, needs } = await worth(scope, body, approvals.length > 0);
    await money.methods.check(scope, body.payments.map(({ method }) => method));
    const rounding = settleRefund(returnedFreely(basket.total, cashRounding), body.payments);
    const lines = basket.lines.map((line, at) => ({ ...line, saleLineId: null, restock: body.lines[at]!.restock ?? body.restock ?? true }));
    const proposed = proposedRefund({ kind: 'return', reason: body.reason, sale: null, completes: false, lines, asked: body.payments, rounding }, ids);
    const refusal = await allowed(scope, proposed);
    if (refusal) throw refusal;
    return { proposed, above, needs, approvals };
  }

  return {
    async quote(scope, body) {
      const { basket, warnings, cashRounding, needs } = await worth(scope, body, true);
      const wanted = body.payments ?? [];
      await money.methods.check(scope, wanted.map(({ method }) => method));
      const { payments, due } = tendersAsWanted(returnedFreely(basket.total, cashRounding), wanted);
      return { ...quoteReplyOf(basket, warnings), payments: shownTenders(payments), due, ...toldNeeds(needs) };
    },
    async take(scope, body, request) {
      const givenId = body.id?.toLowerCase();
      const own = { id: givenId ?? ids.next(), bodyHash: request.bodyHash, otherTender: false };
      return carryOut(db, request, {
        prepare: () => plan(scope, body),
        async write(tx, planned) {
          if (!planned.above && !await money.allowance.take(tx, scope, planned.proposed.total)) throw new PlanChanged();
          const written = await writer.write(tx, scope, planned.proposed, own);
          await writer.record(tx, scope, written, planned);
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
  db: Db, money: { pricing: Pricing, methods: PaymentMethods, settings, allowance: ReturnAllowance }, refunds: Refunds, writer: RefundWriter, allowed: refundHooks.allowed, ids: Ids,
}, createReturns);
