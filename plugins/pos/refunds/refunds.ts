import { Db, Ids, Refusal, createToken, provide, toThousandths, type Queries, type Scope, type SettingsReader, type Tx, type VetoHook } from '@sontechsp/sdk';
import type { Request } from '../checkout.js';
import { refund as refundHooks, type ProposedRefund } from '../contract.js';
import { errors } from '../errors.js';
import { PaymentMethods } from '../payment-methods.js';
import { ROUNDING } from '../rounding.js';
import { settings, type PosSettings } from '../settings.js';
import { findSale, type StoredSale } from '../store.js';
import { PlanChanged, carryOut } from './carry-out.js';
import { givenBack, proposedRefund, refundNeeds, refundedSaleOf, type RefundPlan, type Wish } from './plan.js';
import { refundReplyOf } from './reply.js';
import type { AskedLine } from './rule.js';
import type { RefundBody, RefundReply } from './schemas.js';
import { lockSale, readEarlier, setState } from './store.js';
import { beyondOf, less, settleRefund, sumOf, tenderRefusal } from './tenders.js';
import { RefundWriter, type OwnFacts } from './writer.js';

/** Gives money back for lines of a sale, with the values of the sale. */
export interface Refunds {
  /**
   * Writes the refund, or refuses with nothing written. The body's `id` is the refund's id and is remembered for ever, as a
   * sale's is.
   */
  refund(scope: Scope, saleId: string, body: RefundBody, request: Request): Promise<RefundReply>;
  /** For what else gives goods of a sale back: plans it and asks who may refuse. `wish` sees the sale first. */
  plan(scope: Scope, saleId: string, wish: (stored: StoredSale) => Wish | Promise<Wish>): Promise<RefundPlan>;
  /** Writes what was planned; `PlanChanged` when it no longer holds. */
  write(tx: Tx, scope: Scope, plan: RefundPlan, own: Omit<OwnFacts, 'otherTender'>): Promise<StoredSale>;
  /** What an earlier request with this id was answered, whatever kind of refund it made; `request.reused` when it was another request. */
  answered(scope: Scope, id: string, bodyHash: string, saleId: string | null): Promise<StoredSale | undefined>;
}
export const Refunds = createToken<Refunds>('pos.refunds');

interface Deps {
  db: Db;
  writer: RefundWriter;
  allowed: VetoHook<ProposedRefund>['call'];
  methods: PaymentMethods;
  settings: SettingsReader<PosSettings>;
  ids: Ids;
}

/** A sale of the caller's store; a refund is none. */
export async function refundable(db: Queries, scope: Scope, id: string): Promise<StoredSale> {
  const stored = await findSale(db, id.toLowerCase());
  if (!stored || stored.sale.store_id !== scope.storeId) throw errors('pos.notFound', { id });
  if (stored.sale.kind !== 'sale') throw errors('pos.refundOfRefund', { id });
  return stored;
}
export const askedLines = (lines: RefundBody['lines'], restock = true): AskedLine[] =>
  lines.map(line => ({ lineId: line.lineId.toLowerCase(), quantity: toThousandths(line.quantity), restock: line.restock ?? restock }));

export function createRefunds({ db, writer, allowed, methods, settings: reader, ids }: Deps): Refunds {
  const self: Refunds = {
    async plan(scope, saleId, wishFor) {
      const stored = await refundable(db, scope, saleId);
      const { kind, reason, payments, right, approvals, lines: wanted, carried: carry } = await wishFor(stored);
      const [earlier, { cashRounding }] = await Promise.all([readEarlier(db, stored.sale.id), reader.read(scope)]);
      const { lines, back } = givenBack(stored, earlier, wanted, cashRounding);
      const carried = carry?.(back) ?? [];
      const asked = typeof payments === 'function' ? payments(back) : payments;
      await methods.check(scope, asked.map(({ method }) => method), [...back.left.keys()].filter(method => method !== ROUNDING));
      const rest = { ...back, total: back.total - sumOf(carried), left: less(back.left, carried) };
      const rounding = settleRefund(rest, asked);
      const beyond = beyondOf(rest.left, asked);
      if (beyond && approvals.length === 0 && !scope.can('pos.refund.tender')) throw tenderRefusal(beyond);
      const proposed = proposedRefund({ kind, reason, sale: refundedSaleOf(stored), completes: back.completes, lines, asked, carried, rounding }, ids);
      const refusal = await allowed(scope, proposed);
      if (refusal) throw refusal;
      return { proposed, otherTender: beyond !== undefined, carried, count: earlier.count, needs: refundNeeds(scope, right, stored.sale, back.total, beyond), approvals };
    },

    async write(tx, scope, plan, own) {
      const { sale, kind, completes } = plan.proposed;
      if (await lockSale(tx, sale!.id) !== plan.count) throw new PlanChanged();
      const written = await writer.write(tx, scope, plan.proposed, { ...own, otherTender: plan.otherTender });
      await setState(tx, sale!.id, kind === 'void' ? 'voided' : completes ? 'refunded' : 'partlyRefunded');
      return written;
    },

    async answered(scope, id, bodyHash, saleId) {
      const stored = await findSale(db, id);
      if (!stored) return undefined;
      const { sale } = stored;
      const same = sale.firm_id === scope.firmId && sale.kind === 'refund' && sale.request_hash === bodyHash && sale.refund_of === saleId;
      if (!same) throw new Refusal('request.reused', 409);
      return stored;
    },

    refund(scope, saleId, body, request) {
      const givenId = body.id?.toLowerCase();
      const own = { id: givenId ?? ids.next(), bodyHash: request.bodyHash };
      return carryOut(db, request, {
        prepare: () => self.plan(scope, saleId, () => ({
          kind: 'refund', reason: body.reason, lines: askedLines(body.lines, body.restock), payments: body.payments, right: 'pos.refund', approvals: body.approvals ?? [],
        })),
        async write(tx, plan) {
          const written = await self.write(tx, scope, plan, own);
          await writer.record(tx, scope, written, plan);
          return refundReplyOf(written);
        },
        async answered() {
          const earlier = givenId && await self.answered(scope, givenId, own.bodyHash, saleId.toLowerCase());
          return earlier ? refundReplyOf(earlier) : undefined;
        },
      });
    },
  };
  return self;
}
export const refunds = provide(Refunds, { db: Db, writer: RefundWriter, allowed: refundHooks.allowed, methods: PaymentMethods, settings, ids: Ids }, createRefunds);
