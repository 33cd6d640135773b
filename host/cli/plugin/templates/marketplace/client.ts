import { Failure } from '@sontechsp/sdk';
import type { MarketClient, RemoteOrder } from './tokens.js';

/** What the marketplace answers is not trusted: a row that is none stops the whole page. */
function isOrder(value: unknown): value is RemoteOrder {
  const { number, customer, state, total, orderedAt, changedAt } = (value ?? {}) as Record<string, unknown>;
  return [number, customer, state].every(one => typeof one === 'string' && one.length <= 200)
    && Number.isSafeInteger(total) && [orderedAt, changedAt].every(one => typeof one === 'string' && !Number.isNaN(Date.parse(one)));
}

export function createClient(): MarketClient {
  return {
    async changedSince({ address, apiKey }, since, signal) {
      const url = new URL(`${address.replace(/\/+$/, '')}/orders`);
      url.searchParams.set('since', since);
      const reply = await fetch(url, { headers: { 'x-api-key': apiKey }, signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]) })
        .catch((error: Error) => { throw new Failure('unavailable', 'The marketplace does not answer', { acted: 'no' }, { cause: error }); });
      if (reply.status === 401 || reply.status === 403) throw new Failure('auth', 'The marketplace refuses the API key', { acted: 'no' });
      if (!reply.ok) throw new Failure('unavailable', `The marketplace answered ${reply.status}`, { acted: 'no' });
      const orders: unknown = await reply.json().catch(() => undefined);
      if (!Array.isArray(orders) || !orders.every(isOrder)) throw new Failure('unavailable', 'The marketplace answered with something that is no list of orders', { acted: 'no' });
      return orders;
    },
  };
}
