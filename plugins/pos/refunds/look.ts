import { Db, createToken, fromThousandths, provide, type Scope, type SettingsReader } from '@sontechsp/sdk';
import { saleReplyOf } from '../reply.js';
import { ROUNDING } from '../rounding.js';
import type { SaleDetail } from '../schemas.js';
import { settings, type PosSettings } from '../settings.js';
import type { StoredSale } from '../store.js';
import { givenBack } from './plan.js';
import { askedLines, refundable } from './refunds.js';
import type { RefundQuoteBody, RefundQuoteReply } from './schemas.js';
import { readEarlier, refundsOf } from './store.js';
import { leftOf, tendersLeft, tendersToGive, type TendersLeft } from './tenders.js';

/** Tells what was refunded of a sale and what would be; writes and locks nothing. */
export interface RefundLook {
  /** The sale as the API shows it, with what went back where something did. */
  detail(stored: StoredSale): Promise<SaleDetail>;
  quote(scope: Scope, saleId: string, body: RefundQuoteBody): Promise<RefundQuoteReply>;
}
export const RefundLook = createToken<RefundLook>('pos.refundLook');

const shown = (left: TendersLeft): { method: string; amount: number }[] =>
  [...left.keys()].filter(method => method !== ROUNDING).map(method => ({ method, amount: leftOf(left, method) }));

export function createRefundLook({ db, settings: reader }: { db: Db; settings: SettingsReader<PosSettings> }): RefundLook {
  return {
    async detail(stored) {
      const sale = saleReplyOf(stored);
      if (stored.sale.kind !== 'sale' || stored.sale.state === 'completed') return sale;
      const [earlier, rows] = await Promise.all([readEarlier(db, stored.sale.id), refundsOf(db, stored.sale.id)]);
      return {
        ...sale,
        lines: sale.lines.map(line => {
          const given = earlier.lines.get(line.id);
          return given ? { ...line, refunded: fromThousandths(given.quantity) } : line;
        }),
        refunds: rows.map(row => ({
          id: row.id, receiptNo: row.receipt_no, kind: row.refund_type ?? 'refund', refundedAt: row.sold_at, total: 0 - row.total, reason: row.reason ?? '',
        })),
        left: shown(tendersLeft(stored, earlier.tenders)),
      };
    },

    async quote(scope, saleId, body) {
      const stored = await refundable(db, scope, saleId);
      const [earlier, { cashRounding }] = await Promise.all([readEarlier(db, stored.sale.id), reader.read(scope)]);
      const { lines, back } = givenBack(stored, earlier, askedLines(body.lines), cashRounding);
      return {
        lines: lines.map(line => ({
          lineId: line.saleLineId!, quantity: fromThousandths(line.quantity), discountAmount: line.discountAmount, vatAmount: line.vatAmount, total: line.total,
        })),
        total: back.total, payments: tendersToGive(back).map(({ method, amount }) => ({ method, amount })), left: shown(back.left),
      };
    },
  };
}
export const refundLook = provide(RefundLook, { db: Db, settings }, createRefundLook);
