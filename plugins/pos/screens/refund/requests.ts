import type { Api } from '@sontechsp/sdk/ui';
import type { ExchangeBody, ExchangeReply, RefundBody, RefundReply, ReturnBody, VoidBody } from '../../refunds/schemas.js';
import type { Selling } from '../selling.js';

/** What is written of a refund, each sent until it is answered. Undefined when the cashier stopped waiting. */
export interface Requests {
  refund(saleId: string, body: RefundBody): Promise<RefundReply | undefined>;
  cancel(saleId: string, body: VoidBody): Promise<RefundReply | undefined>;
  exchange(body: ExchangeBody): Promise<ExchangeReply | undefined>;
  takeBack(body: ReturnBody): Promise<RefundReply | undefined>;
}

export function createRequests({ api, selling }: { api: Api; selling: Pick<Selling, 'insist'> }): Requests {
  const post = <T>(path: string, body: unknown) => selling.insist(signal => api.post<T>(path, body, { signal }));
  return {
    refund: (saleId, body) => post(`/api/pos/sales/${saleId}/refunds`, body),
    cancel: (saleId, body) => post(`/api/pos/sales/${saleId}/void`, body),
    exchange: body => post('/api/pos/exchanges', body),
    takeBack: body => post('/api/pos/returns', body),
  };
}
