import { col, extendTable, type Row } from '@sontechsp/sdk';
import * as first from './migrations/001-first.js';
import { added as onSealing, type Sealed } from './migrations/002-sealed-recipients.js';
import { added as onSales } from './migrations/003-sale-state.js';

/** The tables as the newest migration leaves them. */
export const { events, handovers } = first;
/** Who receives is sealed (`recipients/`), and `recipient_name` is empty since then. */
export const shipments = extendTable(first.shipments, { ...onSealing, recipient: col.json<Sealed>(), ...onSales });
export type { Problem } from './migrations/001-first.js';
export type { Sealed } from './migrations/002-sealed-recipients.js';
export type ShipmentRow = Row<typeof shipments>;
export type EventRow = Row<typeof events>;
export type HandoverRow = Row<typeof handovers>;
