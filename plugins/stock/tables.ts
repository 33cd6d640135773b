import type { Row } from '@sontechsp/sdk';
import * as first from './migrations/001-first.js';

/** The tables as the newest migration leaves them. */
export const { balances, movements } = first;
export type BalanceRow = Row<typeof balances>;
export type MovementRow = Row<typeof movements>;
