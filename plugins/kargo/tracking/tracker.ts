import { Adapters, Clock, Db, Ids, createToken, isFailure, provide, type Scope } from '@sontechsp/sdk';
import { carrier, type CarrierAdapter, type CarrierCapabilities } from '@sontechsp/sdk/carrier';
import { Carrying } from '../carrying/carrying.js';
import type { ShipmentRow } from '../tables.js';
import { Logbook } from './logbook.js';
import { dueForTracking, putOff, unansweredSince } from './store.js';

const MINUTE = 60_000;
/** Shipments of one run; the rest is due again at the next. */
const RUN = 1000;
/** After so long no answer to a sending is on its way any more. */
const UNANSWERED = 10 * MINUTE;
/** A carrier that failed is left alone so long, unless it asked for longer. */
const REST = 5 * MINUTE;

/** What a run did, kept in the job's history. */
export interface TrackingRun {
  readonly asked: number;
  readonly told: number;
  /** Connections that could not be asked, and why. */
  readonly failed: Record<string, string>;
}
/** Asks carriers where shipments are. */
export interface Tracker {
  /** All shipments of the store that are due, in batches as large as each carrier takes. */
  run(scope: Pick<Scope, 'firmId' | 'storeId'>, signal: AbortSignal): Promise<TrackingRun>;
  /** One shipment at once, when its carrier may be asked again; resolves to whether it was. */
  ask(row: ShipmentRow, signal: AbortSignal): Promise<boolean>;
}
export const Tracker = createToken<Tracker>('kargo.tracker');

interface Deps {
  db: Db;
  adapters: Adapters;
  carrying: Carrying;
  logbook: Logbook;
  clock: Clock;
  ids: Ids;
}

export function createTracker({ db, adapters, carrying, logbook, clock, ids }: Deps): Tracker {
  const later = (ms: number): string => new Date(Date.parse(clock.now()) + ms).toISOString();
  const delay = (rows: readonly ShipmentRow[], until: string): Promise<void> =>
    db.transaction(tx => putOff(tx, rows.map(row => row.id), clock.now(), until));

  /** One question about shipments of one connection; resolves to how many the carrier told of. */
  async function askAbout(rows: readonly ShipmentRow[], { trackEveryMs }: CarrierCapabilities, signal: AbortSignal): Promise<number> {
    const { firm_id: firmId, store_id: storeId, connection_id: connectionId } = rows[0]!;
    const told = await adapters.call(carrier, { firmId, storeId, connectionId }, { idempotencyKey: ids.next(), signal },
      (adapter, ctx) => adapter.track(rows.map(row => row.reference), ctx));
    const byReference = new Map(rows.map(row => [row.reference, row]));
    for (const tracking of told) {
      const row = byReference.get(tracking.reference);
      if (!row) continue;
      byReference.delete(tracking.reference);
      await logbook.record(row.id, tracking, true);
    }
    // Those it knows nothing of yet are asked about again, without hurry.
    if (byReference.size > 0) await delay([...byReference.values()], later(Math.max(30 * MINUTE, trackEveryMs)));
    return rows.length - byReference.size;
  }

  async function askConnection(connectionId: string, rows: readonly ShipmentRow[], done: { asked: number; told: number; failed: Record<string, string> }, signal: AbortSignal): Promise<void> {
    const adapter: CarrierAdapter | undefined = adapters.adapterOf(carrier, rows[0]!.adapter_id);
    if (!adapter) return delay(rows, later(60 * MINUTE));
    const size = Math.max(1, adapter.capabilities.trackBatch);
    for (let at = 0; at < rows.length && !signal.aborted; at += size) {
      const batch = rows.slice(at, at + size);
      try {
        done.told += await askAbout(batch, adapter.capabilities, signal);
        done.asked += batch.length;
      } catch (error) {
        if (!isFailure(error)) throw error;
        done.failed[connectionId] = error.kind;
        // A batch the carrier will not read must not keep the others from being asked.
        const final = !['auth', 'rateLimited', 'unavailable'].includes(error.kind);
        await delay(final ? batch : rows.slice(at), later(Math.max(final ? 60 * MINUTE : REST, error.facts.retryAfterMs ?? 0)));
        if (!final) return;
      }
    }
  }

  /** A sending whose answer was lost for good is found again where the carrier can be asked by our reference. */
  async function findLost(rows: readonly ShipmentRow[], signal: AbortSignal): Promise<ShipmentRow[]> {
    const open: ShipmentRow[] = [];
    for (const row of rows) {
      const found = adapters.adapterOf(carrier, row.adapter_id)?.findByRef === undefined ? false
        : await carrying.findByRef(row.id, { key: row.id, signal, last: false }).catch(() => false);
      if (!found) open.push(row);
    }
    return open;
  }

  return {
    async run({ storeId }, signal) {
      const now = clock.now();
      const lost = await findLost(await unansweredSince(db, storeId, new Date(Date.parse(now) - UNANSWERED).toISOString(), 50), signal);
      const due = [...await dueForTracking(db, storeId, now, RUN), ...lost];
      const byConnection = new Map<string, ShipmentRow[]>();
      for (const row of due) byConnection.set(row.connection_id, [...byConnection.get(row.connection_id) ?? [], row]);
      const done = { asked: 0, told: 0, failed: {} as Record<string, string> };
      // Carriers do not wait for each other.
      await Promise.all([...byConnection].map(([id, rows]) => askConnection(id, rows, done, signal)));
      return done;
    },
    async ask(row, signal) {
      const adapter = adapters.adapterOf(carrier, row.adapter_id);
      const soonest = row.tracked_at === null ? '' : new Date(Date.parse(row.tracked_at) + (adapter?.capabilities.trackEveryMs ?? 0)).toISOString();
      if (!adapter || row.registered_at === null || soonest > clock.now()) return false;
      await askAbout([row], adapter.capabilities, signal);
      return true;
    },
  };
}
export const tracker = provide(Tracker, { db: Db, adapters: Adapters, carrying: Carrying, logbook: Logbook, clock: Clock, ids: Ids }, createTracker);
