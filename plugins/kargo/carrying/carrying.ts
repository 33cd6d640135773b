import { Adapters, Clock, Db, createToken, isFailure, provide } from '@sontechsp/sdk';
import { carrier, type CarrierAdapter, type CarrierShipment } from '@sontechsp/sdk/carrier';
import type { AdapterContext, Failure, Idempotency } from '@sontechsp/sdk';
import { Recipients } from '../recipients/recipients.js';
import { SALE_TAKEN_BACK, SaleWatch, isTakenBack } from '../sales/sale-watch.js';
import { requestOf } from '../shipments/request.js';
import { change, find, lock } from '../shipments/store.js';
import { isFinal } from '../states.js';
import type { Problem, ShipmentRow } from '../tables.js';
import { isRefusal, mayHaveActed, problemOf } from './outcome.js';
import { Settling } from './settle.js';

/** One attempt at the carrier. */
export interface Attempt {
  readonly key: string;
  readonly signal: AbortSignal;
  /** No further one follows by itself. */
  readonly last: boolean;
}
/** Brings a shipment to its carrier, and back. What is to be done is read from the shipment each time, so that repeating is harmless. */
export interface Carrying {
  /** Registers the shipment where that is still wanted; cancels it where that is wanted. Throws what is to be tried again. */
  carryOut(shipmentId: string, attempt: Attempt): Promise<{ state: string }>;
  /** Only cancels; what is at that moment on its way to the carrier is left to `carryOut`, which ends with cancelling it. */
  cancel(shipmentId: string, attempt: Attempt): Promise<{ state: string }>;
  /** How a repeated attempt is made safe. */
  idempotency(shipmentId: string): Promise<Idempotency>;
  /** Asks the carrier by our reference. When it has the shipment, that is written down, and an unfinished cancelling goes on. */
  findByRef(shipmentId: string, attempt: Attempt): Promise<boolean>;
}
export const Carrying = createToken<Carrying>('kargo.carrying');

interface Deps {
  db: Db;
  adapters: Adapters;
  settling: Settling;
  recipients: Recipients;
  sales: SaleWatch;
  clock: Clock;
}

export function createCarrying({ db, adapters, settling, recipients, sales, clock }: Deps): Carrying {
  const call = async <R>(row: ShipmentRow, { key, signal }: Attempt, work: (adapter: CarrierAdapter, ctx: AdapterContext<never>) => Promise<R>): Promise<R> =>
    adapters.call(
      carrier, { firmId: row.firm_id, storeId: row.store_id, connectionId: row.connection_id }, { idempotencyKey: key, signal, private: await recipients.words(row) }, work);
  const ask = (row: ShipmentRow, attempt: Attempt): Promise<CarrierShipment | undefined> =>
    call(row, attempt, async (adapter, ctx) => adapter.findByRef?.(row.reference, ctx));

  const protectionOf = (row: ShipmentRow): Idempotency => adapters.adapterOf(carrier, row.adapter_id)?.capabilities.idempotency ?? 'none';
  /** Whether the connection can be called at all: one that is gone or off says `notFound` too, which proves nothing of the carrier. */
  const reachable = async (row: ShipmentRow): Promise<boolean> =>
    (await adapters.connection(carrier, { firmId: row.firm_id, storeId: row.store_id }, row.connection_id))?.enabled === true;

  /** Marks the shipment as being sent, unless it is wanted no more. From here on a cancelling waits for the carrier's answer. */
  const begin = (id: string): Promise<{ row: ShipmentRow; send: boolean; first: boolean } | undefined> => db.transaction(async tx => {
    const row = await lock(tx, id);
    if (!row) return undefined;
    if (row.state !== 'waiting' || row.registered_at !== null) return { row, send: false, first: false };
    const first = row.sent_at === null;
    return { row: first ? await change(tx, row, { sent_at: clock.now() }) : row, send: true, first };
  });

  /** The carrier is not told of what was taken back before: a person decides. Once it may know, the shipment goes on, and its card says so. */
  async function refusedForItsSale(id: string): Promise<ShipmentRow | undefined> {
    const row = await find(db, id);
    if (row?.state !== 'waiting' || row.sent_at !== null || !isTakenBack(await sales.lookAt(row))) return undefined;
    return settling.refused(id, { step: 'create', kind: SALE_TAKEN_BACK, message: '', code: null, at: clock.now() });
  }

  async function register(row: ShipmentRow, first: boolean, attempt: Attempt): Promise<ShipmentRow> {
    const request = requestOf(await recipients.open(row));
    try {
      return await settling.registered(row.id, await call(row, attempt, (adapter, ctx) => adapter.create(request, ctx)));
    } catch (error) {
      const lost = mayHaveActed(error);
      const told = problemOf('create', error, clock.now());
      // Where nothing protects a repetition the outbox waits for a person, and the card must not say that it goes on by itself.
      const problem = lost && isFailure(error) && protectionOf(row) === 'none' ? { ...told, kind: 'undecided' } : told;
      if (isFailure(error) && !lost) {
        // The carrier knows the reference: an earlier attempt came through, whatever we were told of it.
        const known = error.kind === 'conflict' ? await ask(row, attempt).catch(() => undefined) : undefined;
        if (known) return settling.registered(row.id, known);
        if (isRefusal(error) || (attempt.last && first)) return settling.refused(row.id, await ofTheConnection(row, error, problem));
      }
      await settling.delayed(row.id, problem, first && !lost);
      throw error;
    }
  }

  async function takeBack(row: ShipmentRow, attempt: Attempt): Promise<ShipmentRow> {
    try {
      await call(row, attempt, (adapter, ctx) => adapter.cancel(row.reference, ctx));
      return await settling.cancelled(row.id);
    } catch (error) {
      const problem = problemOf('cancel', error, clock.now());
      if (isFailure(error) && isRefusal(error) && !mayHaveActed(error)) {
        // A carrier that does not know it has nothing to cancel.
        if (error.kind === 'notFound' && await reachable(row)) return settling.cancelled(row.id);
        return settling.notCancelled(row.id, await ofTheConnection(row, error, problem));
      }
      await settling.delayed(row.id, problem, false);
      throw error;
    }
  }
  const ofTheConnection = async (row: ShipmentRow, failure: Failure, problem: Problem): Promise<Problem> =>
    (failure.kind === 'notFound' && !await reachable(row) ? { ...problem, kind: 'connection', message: '' } : problem);
  const wantsBack = (row: ShipmentRow): boolean => row.registered_at !== null && row.cancel_wanted_at !== null && !isFinal(row.state);

  return {
    async carryOut(id, attempt) {
      const refused = await refusedForItsSale(id);
      if (refused) return { state: refused.state };
      const begun = await begin(id);
      if (!begun) return { state: 'gone' };
      const row = begun.send ? await register(begun.row, begun.first, attempt) : begun.row;
      return { state: (wantsBack(row) ? await takeBack(row, attempt) : row).state };
    },
    async cancel(id, attempt) {
      const row = await find(db, id);
      if (!row) return { state: 'gone' };
      return { state: (wantsBack(row) ? await takeBack(row, attempt) : row).state };
    },
    async idempotency(id) {
      const row = await find(db, id);
      // Cancelling what is cancelled succeeds, so that a repetition of it harms nobody.
      if (!row || row.registered_at !== null) return 'key';
      return protectionOf(row);
    },
    async findByRef(id, attempt) {
      const row = await find(db, id);
      if (!row) return true;
      if (row.registered_at !== null || row.state !== 'waiting') return false;
      const found = await ask(row, attempt);
      if (!found) return false;
      const settled = await settling.registered(id, found);
      if (wantsBack(settled)) await takeBack(settled, attempt);
      return true;
    },
  };
}
export const carrying = provide(Carrying, { db: Db, adapters: Adapters, settling: Settling, recipients: Recipients, sales: SaleWatch, clock: Clock }, createCarrying);
