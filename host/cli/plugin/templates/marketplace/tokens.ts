import { createToken, type Scope } from '@sontechsp/sdk';

/** An order as the marketplace tells it. Total in kuruş, instants ISO 8601 UTC. */
export interface RemoteOrder {
  readonly number: string;
  readonly customer: string;
  readonly state: string;
  readonly total: number;
  readonly orderedAt: string;
  readonly changedAt: string;
}
export interface Account {
  readonly address: string;
  readonly apiKey: string;
}
/** Speaks the marketplace's protocol and knows nothing of stores. */
export interface MarketClient {
  /** Orders changed since an instant, oldest change first, at most a hundred. */
  changedSince(account: Account, since: string, signal: AbortSignal): Promise<RemoteOrder[]>;
}
export const MarketClient = createToken<MarketClient>('ornek.client');

/** The store's orders. */
export interface Orders {
  /** Asks the marketplace for what changed and keeps it; resolves to how many. Without an address it does nothing. */
  fetch(scope: Pick<Scope, 'firmId' | 'storeId'>, signal: AbortSignal): Promise<number>;
}
export const Orders = createToken<Orders>('ornek.orders');
