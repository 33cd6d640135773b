import { Adapters, Audit, Clock, Ids, Live, createToken, provide, type Scope } from '@sontechsp/sdk';
import { carrier } from '@sontechsp/sdk/carrier';
import { errors } from '../errors.js';
import type { HandoverBody } from '../schemas.js';
import type { Once } from '../shipments/desk.js';
import { isPrintable } from '../shipments/reply.js';
import { isTakenBack } from '../sales/sale-watch.js';
import { isFinal } from '../states.js';
import type { HandoverRow, ShipmentRow } from '../tables.js';
import { insertHandover, lockMany } from './store.js';

/** Gives shipments of one carrier to its driver together; each goes once. */
export interface Handing {
  handOver(scope: Scope, body: HandoverBody, once: Once): Promise<HandoverRow>;
}
export const Handing = createToken<Handing>('kargo.handing');

interface Deps {
  adapters: Adapters;
  audit: Audit;
  live: Live;
  clock: Clock;
  ids: Ids;
}
const isReady = (row: ShipmentRow, connectionId: string): boolean =>
  row.connection_id === connectionId && isPrintable(row) && row.handover_id === null && row.cancel_wanted_at === null && !isFinal(row.state) && !isTakenBack(row);

export function createHanding({ adapters, audit, live, clock, ids }: Deps): Handing {
  return {
    async handOver(scope, body, once) {
      const connectionId = body.connectionId.toLowerCase();
      const wanted = [...new Set(body.ids.map(id => id.toLowerCase()))];
      const connection = await adapters.connection(carrier, scope, connectionId);
      if (!connection) throw errors('kargo.notFound', { connectionId });
      return once(async tx => {
        const rows = await lockMany(tx, scope, wanted);
        const missing = wanted.find(id => !rows.some(row => row.id === id));
        if (missing !== undefined) throw errors('kargo.notFound', { id: missing });
        const wrong = rows.filter(row => !isReady(row, connectionId)).map(row => row.id);
        if (wrong.length > 0) throw errors('kargo.notForHandover', { ids: wrong });
        const row: HandoverRow = {
          id: body.id?.toLowerCase() ?? ids.next(), firm_id: scope.firmId, store_id: scope.storeId, connection_id: connectionId, connection_name: connection.name,
          shipment_count: rows.length, parcel_count: rows.reduce((sum, one) => sum + one.parcel_count, 0), created_at: clock.now(), created_by: scope.userId,
        };
        await insertHandover(tx, row, wanted);
        await audit.record(tx, scope, 'kargo.handover.create', { type: 'kargo.handover', id: row.id }, { connection: connection.name, shipments: row.shipment_count });
        tx.afterCommit(() => void live.publish(scope.storeId, 'kargo.changed', { ids: wanted }));
        return row;
      });
    },
  };
}
export const handing = provide(Handing, { adapters: Adapters, audit: Audit, live: Live, clock: Clock, ids: Ids }, createHanding);
