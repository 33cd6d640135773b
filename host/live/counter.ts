import { col, table } from '@sontechsp/sdk';

/** One row: the number of the last event. */
export const counter = table('canli_olay_sayaci', { id: col.integer({ check: 'id = 1' }), last: col.integer() });
