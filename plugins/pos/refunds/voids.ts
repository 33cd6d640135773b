import { Clock, Db, Ids, Tenancy, createToken, provide, type Scope, type SettingsReader } from '@sontechsp/sdk';
import { businessDay } from '../business-day.js';
import type { Request } from '../checkout.js';
import { errors } from '../errors.js';
import { settings, type PosSettings } from '../settings.js';
import type { StoredSale } from '../store.js';
import { carryOut } from './carry-out.js';
import { refundReplyOf } from './reply.js';
import { Refunds } from './refunds.js';
import type { RefundReply, VoidBody } from './schemas.js';
import { tendersToGive } from './tenders.js';
import { RefundWriter } from './writer.js';

/** Takes a whole sale back while it is the till's last receipt: a refund of all lines in the tenders it was paid with. */
export interface Voids {
  void(scope: Scope, saleId: string, body: VoidBody, request: Request): Promise<RefundReply>;
}
export const Voids = createToken<Voids>('pos.voids');

interface Deps {
  db: Db;
  refunds: Refunds;
  writer: RefundWriter;
  tenancy: Tenancy;
  settings: SettingsReader<PosSettings>;
  made: { ids: Ids; clock: Clock };
}
export function createVoids({ db, refunds, writer, tenancy, settings: reader, made }: Deps): Voids {
  return {
    async void(scope, saleId, body, request) {
      const givenId = body.id?.toLowerCase();
      const own = { id: givenId ?? made.ids.next(), bodyHash: request.bodyHash };
      const [{ timeZone }, { dayEndsAt }] = await Promise.all([tenancy.store(scope.storeId), reader.read(scope)]);

      function check({ sale }: StoredSale): void {
        if (sale.state !== 'completed') throw errors('pos.voidRefunded', { state: sale.state });
        if (sale.terminal_id !== scope.terminalId) throw errors('pos.voidNotLast');
        const day = (instant: string): string => businessDay(instant, timeZone, dayEndsAt);
        if (day(sale.sold_at) !== day(made.clock.now())) throw errors('pos.voidTooLate');
      }
      return carryOut(db, request, {
        async prepare() {
          let sequence = 0;
          const plan = await refunds.plan(scope, saleId, stored => {
            check(stored);
            sequence = stored.sale.sequence;
            const lines = stored.lines.map(line => ({ lineId: line.id, quantity: line.quantity, restock: true }));
            return { kind: 'void', reason: body.reason, lines, payments: tendersToGive, anyTender: false };
          });
          return { plan, sequence };
        },
        async write(tx, { plan, sequence }) {
          const written = await refunds.write(tx, scope, plan, {
            ...own, last: counter => { if (counter.sequence !== sequence) throw errors('pos.voidNotLast'); },
          });
          await writer.record(tx, scope, written);
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
export const voids = provide(Voids, {
  db: Db, refunds: Refunds, writer: RefundWriter, tenancy: Tenancy, settings, made: { ids: Ids, clock: Clock },
}, createVoids);
