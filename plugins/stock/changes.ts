import { Live, Log, createToken, provide, subscribe } from '@sontechsp/sdk';
import { refundCompleted, saleCompleted } from '../pos/contract.js';

/** Tells open screens which products' balances changed: `stock.changed {productIds}`. They ask for the numbers themselves. */
export interface StockNews {
  tell(storeId: string, productIds: readonly string[]): Promise<void>;
}
export const StockNews = createToken<StockNews>('stock.news');

export const news = provide(StockNews, { live: Live, log: Log }, ({ live, log }) => ({
  // A screen that missed it shows old numbers until it asks again; nothing is to be retried.
  tell: (storeId, productIds) => live.publish(storeId, 'stock.changed', { productIds: [...new Set(productIds)] })
    .catch((error: unknown) => log.warn({ err: error, storeId }, 'Screens could not be told of a change of stock')),
}));

/** Sales and refunds are told after the fact, so that none waits for it. */
export const tellOfSales = subscribe(saleCompleted, 'stock.tellOfSales', { news: StockNews },
  ({ storeId, lines }, { news: { tell } }) => tell(storeId, lines.map(line => line.productId)));
export const tellOfRefunds = subscribe(refundCompleted, 'stock.tellOfRefunds', { news: StockNews },
  ({ storeId, lines }, { news: { tell } }) => tell(storeId, lines.filter(line => line.restock).map(line => line.productId)));
