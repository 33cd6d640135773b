import type { Row } from '@sontechsp/sdk';
import * as first from './migrations/001-first.js';

/** The tables as the newest migration leaves them. */
export const { sales, saleLines, payments, counters } = first;
export type SaleRow = Row<typeof sales>;
export type SaleLineRow = Row<typeof saleLines>;
export type PaymentRow = Row<typeof payments>;
