import type { Row } from '@sontechsp/sdk';
import * as first from './migrations/001-first.js';
import * as second from './migrations/002-refunds.js';
import * as fourth from './migrations/004-shifts.js';
import * as fifth from './migrations/005-parked-search.js';
import * as eighth from './migrations/008-favourites-version.js';
import * as ninth from './migrations/009-late-reason.js';
import * as eleventh from './migrations/011-free-returns.js';

/** The tables as the newest migration leaves them. */
export const { payments } = first;
export const { saleLines } = second;
export const { counters, sales, movements } = fourth;
export const { shifts } = ninth;
export const { parked } = fifth;
export const { favourites } = eighth;
export const { freeReturns } = eleventh;

/** What only refunds, rounded sales and sales of a shift fill: the ordinary sale leaves it to the defaults, so that its statement stays short. */
type Seldom<W, B> = B & Partial<Omit<W, keyof B>>;
export type SaleRow = Seldom<Row<typeof sales>, Row<typeof first.sales>>;
export type SaleLineRow = Seldom<Row<typeof saleLines>, Row<typeof first.saleLines>>;
export type PaymentRow = Row<typeof payments>;
export type ParkedRow = Row<typeof parked>;
export type ShiftRow = Row<typeof shifts>;
export type MovementRow = Row<typeof movements>;
