import { Db, createToken, fromThousandths, provide, type Scope, type SettingsReader } from '@sontechsp/sdk';
import { PaymentMethods } from '../payment-methods.js';
import { saleReplyOf } from '../reply.js';
import { ROUNDING } from '../rounding.js';
import type { SaleDetail } from '../schemas.js';
import { settings, type PosSettings } from '../settings.js';
import type { StoredSale } from '../store.js';
import type { AskedPayment } from '../tendering.js';
import { givenBack, refundNeeds } from './plan.js';
import { shownTenders, toldNeeds } from './reply.js';
import { askedLines, refundable } from './refunds.js';
import type { RefundQuoteBody, RefundQuoteReply } from './schemas.js';
import type { AskedLine, PlannedLine } from './rule.js';
import { readEarlier, refundsOf } from './store.js';
import { beyondOf, leftOf, tendersLeft, tendersToGive, type GiveBack, type TendersLeft } from './tenders.js';
import { tendersAsWanted, type Proposal } from './wanted.js';

/** Tells what was refunded of a sale and what would be; writes and locks nothing. */
export interface RefundLook {
  /** The sale as the API shows it, with what went back where something did. */
  detail(stored: StoredSale): Promise<SaleDetail>;
  quote(scope: Scope, saleId: string, body: RefundQuoteBody): Promise<RefundQuoteReply>;
  /** For other quotes: what these lines of a sale come to, as things stand now. */
  back(scope: Scope, saleId: string, lines: (stored: StoredSale) => readonly AskedLine[]): Promise<Back>;
}
export interface Back {
  readonly stored: StoredSale;
  readonly lines: readonly PlannedLine[];
  readonly back: GiveBack;
}
export const RefundLook = createToken<RefundLook>('pos.refundLook');

export const shownLeft = (left: TendersLeft): { method: string; amount: number }[] =>
  [...left.keys()].filter(method => method !== ROUNDING).map(method => ({ method, amount: leftOf(left, method) }));

export const shownLines = (lines: readonly PlannedLine[]): RefundQuoteReply['lines'] => lines.map(line => ({
  lineId: line.saleLineId!, quantity: fromThousandths(line.quantity), discountAmount: line.discountAmount, vatAmount: line.vatAmount, total: line.total,
}));

interface Deps {
  db: Db;
  methods: PaymentMethods;
  settings: SettingsReader<PosSettings>;
}
export function createRefundLook({ db, methods, settings: reader }: Deps): RefundLook {
  const self: RefundLook = {
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
        left: shownLeft(tendersLeft(stored, earlier.tenders)),
      };
    },

    async back(scope, saleId, linesOf) {
      const stored = await refundable(db, scope, saleId);
      const [earlier, { cashRounding }] = await Promise.all([readEarlier(db, stored.sale.id), reader.read(scope)]);
      return { stored, ...givenBack(stored, earlier, linesOf(stored), cashRounding) };
    },

    async quote(scope, saleId, { lines: asked, payments: wanted }) {
      const { stored, lines, back } = await self.back(scope, saleId, () => askedLines(asked));
      const { payments, due } = wanted ? await asWanted(scope, back, wanted) : { payments: tendersToGive(back), due: undefined };
      const needs = refundNeeds(scope, 'pos.refund', stored.sale, back.total, beyondOf(back.left, payments));
      return {
        lines: shownLines(lines), total: back.total, payments: shownTenders(payments), left: shownLeft(back.left), ...(due === undefined ? {} : { due }), ...toldNeeds(needs),
      };
    },
  };
  async function asWanted(scope: Scope, back: GiveBack, wanted: readonly AskedPayment[]): Promise<Proposal> {
    await methods.check(scope, wanted.map(({ method }) => method), [...back.left.keys()].filter(method => method !== ROUNDING));
    return tendersAsWanted(back, wanted);
  }
  return self;
}
export const refundLook = provide(RefundLook, { db: Db, methods: PaymentMethods, settings }, createRefundLook);
