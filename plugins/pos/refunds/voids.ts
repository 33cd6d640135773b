import { Db, Ids, createToken, provide, type Scope } from '@sontechsp/sdk';
import type { Request } from '../checkout.js';
import { errors } from '../errors.js';
import type { StoredSale } from '../store.js';
import { carryOut } from './carry-out.js';
import { RefundLook } from './look.js';
import { refundNeeds } from './plan.js';
import { refundReplyOf, shownTenders, toldNeeds } from './reply.js';
import { Refunds, refundable } from './refunds.js';
import type { AskedLine } from './rule.js';
import type { RefundReply, VoidBody, VoidQuoteReply } from './schemas.js';
import { tendersToGive } from './tenders.js';
import { Voidable } from './voidable.js';
import { RefundWriter } from './writer.js';

/** Takes a whole sale back while it is the till's last receipt: a refund of all lines in the tenders it was paid with. */
export interface Voids {
  void(scope: Scope, saleId: string, body: VoidBody, request: Request): Promise<RefundReply>;
  /** What would go back, and why not; writes and locks nothing. */
  quote(scope: Scope, saleId: string): Promise<VoidQuoteReply>;
}
export const Voids = createToken<Voids>('pos.voids');

interface Deps {
  db: Db;
  refunds: Refunds;
  look: RefundLook;
  writer: RefundWriter;
  voidable: Voidable;
  ids: Ids;
}
const wholeOf = ({ lines }: StoredSale): AskedLine[] => lines.map(line => ({ lineId: line.id, quantity: line.quantity, restock: true }));

export function createVoids({ db, refunds, look, writer, voidable, ids }: Deps): Voids {
  return {
    async quote(scope, saleId) {
      const { sale } = await refundable(db, scope, saleId);
      const refusal = await voidable.refusal(scope, sale);
      if (refusal) return { possible: false, code: refusal.code };
      const { back } = await look.back(scope, sale.id, wholeOf);
      return { possible: true, total: back.total, payments: shownTenders(tendersToGive(back)), ...toldNeeds(refundNeeds(scope, 'pos.void', sale, back.total, undefined)) };
    },

    async void(scope, saleId, body, request) {
      const givenId = body.id?.toLowerCase();
      const own = { id: givenId ?? ids.next(), bodyHash: request.bodyHash };
      return carryOut(db, request, {
        async prepare() {
          let sequence = 0;
          const plan = await refunds.plan(scope, saleId, async stored => {
            const refusal = await voidable.refusal(scope, stored.sale);
            if (refusal) throw refusal;
            sequence = stored.sale.sequence;
            return { kind: 'void', reason: body.reason, lines: wholeOf(stored), payments: tendersToGive, right: 'pos.void', approvals: body.approvals ?? [] };
          });
          return { plan, sequence };
        },
        async write(tx, { plan, sequence }) {
          const written = await refunds.write(tx, scope, plan, {
            ...own, last: counter => { if (counter.sequence !== sequence) throw errors('pos.voidNotLast'); },
          });
          await writer.record(tx, scope, written, plan);
          return refundReplyOf(written);
        },
        async answered() {
          const earlier = givenId && await refunds.answered(scope, givenId, own.bodyHash, saleId.toLowerCase());
          return earlier ? refundReplyOf(earlier) : undefined;
        },
      });
    },
  };
}
export const voids = provide(Voids, { db: Db, refunds: Refunds, look: RefundLook, writer: RefundWriter, voidable: Voidable, ids: Ids }, createVoids);
