import type { Row } from '@sontechsp/sdk';
import * as first from './migrations/001-first.js';

/** The tables as the newest migration leaves them. */
export const { shipments, events, handovers } = first;
export type { Problem } from './migrations/001-first.js';
export type ShipmentRow = Row<typeof shipments>;
export type EventRow = Row<typeof events>;
export type HandoverRow = Row<typeof handovers>;
