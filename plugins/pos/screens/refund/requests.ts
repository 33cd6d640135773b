import type { Api } from '@sontechsp/sdk/ui';
import type { ExchangeBody, ExchangeReply, RefundBody, RefundReply, ReturnBody, VoidBody } from '../../refunds/schemas.js';
import type { Selling } from '../selling.js';
import { newGoodsOf, returnedGoodsOf, type Goods } from './goods.js';
import { sumOf, type Money } from './money.js';
import type { Done, Phase } from './phase.js';
import { bodyLinesOf } from './return-lines.js';
import type { Told } from './told.js';

/** What every request of these carries. */
interface Common {
  readonly id: string;
  readonly reason: string;
  readonly approvals?: string[];
}
/** Writes what was put together: sent until it is answered. Undefined when the cashier stopped waiting. */
export interface Requests {
  /** `parts`: what the customer handed over in an exchange. */
  send(at: Extract<Phase, { kind: 'sale' | 'free' }>, told: Told, parts: readonly Money[], common: Common): Promise<Done | undefined>;
}
const listed = (payments: readonly Money[]) => payments.map(({ method, amount }) => ({ method, amount }));

export function createRequests({ api, selling, goods }: { api: Api; selling: Pick<Selling, 'insist'>; goods: Goods }): Requests {
  const post = <T>(path: string, body: unknown) => selling.insist(signal => api.post<T>(path, body, { signal }));
  const written = (what: Done['what'], refund: RefundReply | undefined): Done | undefined =>
    refund && { kind: 'done', what, refund, balance: 0 - sumOf(refund.payments), money: refund.payments };

  return {
    async send(at, told, parts, { reason, ...common }) {
      const payments = listed(told.payments);
      if (at.kind === 'free') {
        const body: ReturnBody = { ...common, lines: returnedGoodsOf(goods.basket.peek(), goods.offShelf.peek()), reason, payments };
        return written('return', await post('/api/pos/returns', body));
      }
      const { sale: { id }, lines } = at.back;
      if (at.how === 'void') return written('void', await post(`/api/pos/sales/${id}/void`, { ...common, reason } satisfies VoidBody));
      if (at.how === 'refund') {
        return written('refund', await post(`/api/pos/sales/${id}/refunds`, { ...common, lines: bodyLinesOf(lines.peek()), reason, payments } satisfies RefundBody));
      }
      const body: ExchangeBody = {
        ...common, saleId: id, return: { lines: bodyLinesOf(lines.peek()), reason }, sale: { ...newGoodsOf(goods.basket.peek()), expectedTotal: told.goods!.total },
        payments: listed(parts), ...(told.giveBack > 0 ? { refundPayments: payments } : {}),
      };
      const reply = await post<ExchangeReply>('/api/pos/exchanges', body);
      if (!reply) return undefined;
      const pays = told.due > 0;
      return {
        kind: 'done', what: 'exchange', refund: reply.refund, sale: reply.sale, balance: pays ? sumOf(parts) - reply.sale.change : 0 - sumOf(payments), money: pays ? parts : payments,
      };
    },
  };
}
