import { Adapters, Clock, Db, Ids, createToken, provide, type SettingsReader } from '@sontechsp/sdk';
import { carrier, type Tracking } from '@sontechsp/sdk/carrier';
import { nextTrackAt } from '../carrying/pace.js';
import { lateAt, settings, type KargoSettings } from '../settings.js';
import { ShipmentNews } from '../shipments/news.js';
import { searchKeyOf } from '../shipments/request.js';
import { change, journeyOf, lock } from '../shipments/store.js';
import { isFinal, stateOf } from '../states.js';
import type { ShipmentRow } from '../tables.js';
import { eventsOf } from './digest.js';
import { addEvents } from './store.js';

/** Keeps what carriers tell of shipments, however often and in whatever order they do. */
export interface Logbook {
  /** `asked`: it is the answer to a question of ours, so that the next one can wait. */
  record(shipmentId: string, tracking: Tracking, asked: boolean): Promise<ShipmentRow | undefined>;
}
export const Logbook = createToken<Logbook>('kargo.logbook');

interface Deps {
  db: Db;
  adapters: Adapters;
  news: ShipmentNews;
  settings: SettingsReader<KargoSettings>;
  clock: Clock;
  ids: Ids;
}

export function createLogbook({ db, adapters, news, settings: reader, clock, ids }: Deps): Logbook {
  return {
    record: (shipmentId, tracking, asked) => db.transaction(async tx => {
      const row = await lock(tx, shipmentId);
      if (!row) return undefined;
      const now = clock.now();
      await addEvents(tx, row, eventsOf(tracking, now).map(event => ({ ...event, id: ids.next() })), now);
      const [values, journey] = [await reader.read({ firmId: row.firm_id, storeId: row.store_id }), await journeyOf(tx, row.id)];
      const { state, at } = stateOf({ cancelledAt: row.cancelled_at, events: journey });
      const state_at = state === row.state ? row.state_at : at ?? now;
      const tracking_number = tracking.trackingNumber ?? row.tracking_number;
      const everyMs = adapters.adapterOf(carrier, row.adapter_id)?.capabilities.trackEveryMs ?? 0;
      const since = journey.at(-1)?.created_at ?? row.registered_at ?? now;
      const after = await change(tx, row, {
        state, state_at, late_at: lateAt(values, state, state_at), tracking_number, tracking_url: tracking.trackingUrl ?? row.tracking_url,
        search_key: searchKeyOf({ ...row, tracking_number }),
        // Who answers under our reference has the shipment, though the answer to its sending was lost.
        ...(row.registered_at === null ? { registered_at: now, sent_at: row.sent_at ?? now, problem: null } : {}),
        // What has ended can be cancelled no more.
        ...(isFinal(state) ? { cancel_wanted_at: row.cancelled_at === null ? null : row.cancel_wanted_at } : {}),
        ...(asked ? { tracked_at: now } : {}),
        ...(asked || isFinal(state) || row.registered_at === null
          ? { track_at: isFinal(state) ? null : nextTrackAt(now, { since, outForDelivery: state === 'out_for_delivery', everyMs }) } : {}),
      });
      news.changed(tx, row, after);
      return after;
    }),
  };
}
export const logbook = provide(Logbook, { db: Db, adapters: Adapters, news: ShipmentNews, settings, clock: Clock, ids: Ids }, createLogbook);
