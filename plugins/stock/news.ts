import { Live, Log, createToken, provide } from '@sontechsp/sdk';

/** Tells open screens which products' balances changed: `stock.changed {productIds}`. They ask for the numbers themselves. */
export interface StockNews {
  tell(storeId: string, productIds: readonly string[]): void;
}
export const StockNews = createToken<StockNews>('stock.news');

export const news = provide(StockNews, { live: Live, log: Log }, ({ live, log }) => ({
  // A screen that missed it shows old numbers until it asks again; nothing is to be retried.
  tell: (storeId, productIds) => void live.publish(storeId, 'stock.changed', { productIds: [...new Set(productIds)] })
    .catch((error: unknown) => log.warn({ err: error, storeId }, 'Screens could not be told of a change of stock')),
}));
