import { Adapters, Clock, Db, createToken, provide, type SettingsReader } from '@sontechsp/sdk';
import { carrier, type CarrierShipment } from '@sontechsp/sdk/carrier';
import { searchKeyOf } from '../shipments/request.js';
import { ShipmentNews } from '../shipments/news.js';
import { change, lock } from '../shipments/store.js';
import { lateAt, settings, type KargoSettings } from '../settings.js';
import type { Problem, ShipmentRow } from '../tables.js';
import { nextTrackAt } from './pace.js';

/** Writes down what became of a shipment at its carrier; each is one transaction on a locked row, and harmless to repeat. */
export interface Settling {
  /** The carrier has it. */
  registered(id: string, made: CarrierShipment): Promise<ShipmentRow>;
  /** The carrier will not have it as it is. */
  refused(id: string, problem: Problem): Promise<ShipmentRow>;
  /** Nothing of it is left at the carrier. */
  cancelled(id: string): Promise<ShipmentRow>;
  /** It goes on its way although somebody wanted it back. */
  notCancelled(id: string, problem: Problem): Promise<ShipmentRow>;
  /** It could not be asked, and will be again. With `unsent` nothing has reached the carrier. */
  delayed(id: string, problem: Problem, unsent: boolean): Promise<ShipmentRow>;
}
export const Settling = createToken<Settling>('kargo.settling');

interface Deps {
  db: Db;
  adapters: Adapters;
  news: ShipmentNews;
  settings: SettingsReader<KargoSettings>;
  clock: Clock;
}

export function createSettling({ db, adapters, news, settings: reader, clock }: Deps): Settling {
  /** Locks, changes and tells; `changes` gives undefined where nothing is to be changed. */
  async function write(id: string, changes: (row: ShipmentRow, now: string, values: KargoSettings) => Partial<ShipmentRow> | undefined): Promise<ShipmentRow> {
    return db.transaction(async tx => {
      const row = await lock(tx, id);
      if (!row) throw new Error(`Shipment ${id} is gone.`);
      const values = await reader.read({ firmId: row.firm_id, storeId: row.store_id });
      const wanted = changes(row, clock.now(), values);
      if (!wanted) return row;
      const after = await change(tx, row, wanted);
      news.changed(tx, row, after);
      return after;
    });
  }

  return {
    registered: (id, made) => write(id, (row, now, values) => {
      if (row.registered_at !== null) return undefined;
      const everyMs = adapters.adapterOf(carrier, row.adapter_id)?.capabilities.trackEveryMs ?? 0;
      const tracking_number = made.trackingNumber ?? row.tracking_number;
      return {
        state: 'pending', state_at: now, late_at: lateAt(values, 'pending', now), registered_at: now, sent_at: row.sent_at ?? now, problem: null, cancelled_at: null,
        tracking_number, tracking_url: made.trackingUrl ?? row.tracking_url, search_key: searchKeyOf({ ...row, tracking_number }),
        barcodes: made.barcodes && made.barcodes.length > 0 ? made.barcodes : null,
        label_format: made.label?.format ?? null, label_data: made.label?.base64 ?? null,
        track_at: nextTrackAt(now, { since: now, outForDelivery: false, everyMs }),
      };
    }),
    refused: (id, problem) => write(id, (row, now, values) => {
      if (row.registered_at !== null || row.state !== 'waiting') return undefined;
      // Who wanted it back has it.
      if (row.cancel_wanted_at !== null) return { state: 'cancelled', state_at: now, cancelled_at: now, late_at: null, problem: null };
      return { state: 'refused', state_at: now, late_at: lateAt(values, 'refused', now), problem };
    }),
    cancelled: id => write(id, (row, now) => (row.state === 'cancelled' ? undefined
      : { state: 'cancelled', state_at: now, cancelled_at: now, cancel_wanted_at: row.cancel_wanted_at ?? now, late_at: null, track_at: null, problem: null })),
    notCancelled: (id, problem) => write(id, () => ({ cancel_wanted_at: null, problem })),
    delayed: (id, problem, unsent) => write(id, row => ({ problem, ...(unsent && row.registered_at === null ? { sent_at: null } : {}) })),
  };
}
export const settling = provide(Settling, { db: Db, adapters: Adapters, news: ShipmentNews, settings, clock: Clock }, createSettling);
