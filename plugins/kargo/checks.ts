import { check } from '@sontechsp/sdk';
import { stateOf } from './states.js';
import { events, type EventRow } from './tables.js';

export const checks = [
  check('kargo.shipments.state', 'A shipment its carrier has is in the state its events give.', async db => {
    const rows = await db.query<{ id: string; state: string; cancelled_at: string | null }>(
      'SELECT id, state, cancelled_at FROM kargo_etiketleri WHERE registered_at IS NOT NULL ORDER BY id');
    const told = await db.query('SELECT * FROM kargo_takipleri ORDER BY shipment_id, at, id', [], events);
    const journeys = new Map<string, EventRow[]>();
    for (const event of told) journeys.set(event.shipment_id, [...journeys.get(event.shipment_id) ?? [], event]);
    return rows.flatMap(row => {
      const { state } = stateOf({ cancelledAt: row.cancelled_at, events: journeys.get(row.id) ?? [] });
      return state === row.state ? [] : [`shipment ${row.id} is '${row.state}', but its events say '${state}'`];
    });
  }),
  check('kargo.shipments.sent', 'A shipment that waits stands in the outbox once.', async db => {
    const rows = await db.query<{ id: string; open: number; all_rows: number }>(`
      SELECT s.id, COUNT(o.id) AS all_rows, SUM(CASE WHEN o.id IS NULL OR o.state IN ('done', 'cancelled') THEN 0 ELSE 1 END) AS open
        FROM kargo_etiketleri s LEFT JOIN cikis_kutusu o ON o.aggregate = CAST(s.id AS TEXT) AND o.topic = 'kargo.shipment.requested' AND o.subscriber = 'kargo.sendToCarrier'
       WHERE s.state = 'waiting' GROUP BY s.id ORDER BY s.id`);
    return rows.flatMap(({ id, open, all_rows }) => (Number(all_rows) === 0 ? [`shipment ${id} waits, but nothing will send it`]
      : Number(open) > 1 ? [`shipment ${id} stands in the outbox ${open} times`] : []));
  }),
  check('kargo.handovers.count', 'A handover has as many shipments as it says.', async db => {
    const rows = await db.query<{ id: string; shipment_count: number; there: number }>(`
      SELECT h.id, h.shipment_count, COUNT(s.id) AS there FROM kargo_teslimleri h LEFT JOIN kargo_etiketleri s ON s.handover_id = h.id
       GROUP BY h.id, h.shipment_count HAVING COUNT(s.id) <> h.shipment_count ORDER BY h.id`);
    return rows.map(row => `handover ${row.id} says ${row.shipment_count} shipments, but ${row.there} carry it`);
  }),
];
