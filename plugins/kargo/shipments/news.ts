import { Live, Outbox, createToken, provide, type Tx } from '@sontechsp/sdk';
import { shipmentChanged } from '../contract.js';
import { scopeAt } from '../place.js';
import type { ShipmentRow } from '../tables.js';

/** Tells that a shipment is no longer as it was: plugins through the outbox, open screens at once. */
export interface ShipmentNews {
  /** Queues the news of a change in its own transaction; nothing is told where neither state nor tracking number changed. */
  changed(tx: Tx, before: ShipmentRow, after: ShipmentRow): void;
}
export const ShipmentNews = createToken<ShipmentNews>('kargo.shipmentNews');

export const news = provide(ShipmentNews, { outbox: Outbox, live: Live }, ({ outbox, live }) => ({
  changed(tx, before, after) {
    tx.afterCommit(() => void live.publish(after.store_id, 'kargo.changed', { ids: [after.id] }));
    if (before.state === after.state && before.tracking_number === after.tracking_number) return;
    outbox.add(tx, scopeAt(after), shipmentChanged, {
      shipmentId: after.id, reference: after.reference, orderNo: after.order_no, sourceType: after.source_type, sourceId: after.source_id,
      state: after.state, at: after.state_at, trackingNumber: after.tracking_number, trackingUrl: after.tracking_url,
    }, after.id);
  },
}));
