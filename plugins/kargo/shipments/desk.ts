import { Adapters, Audit, Clock, Db, Ids, Live, Outbox, Tenancy, createToken, provide, type Scope, type SettingsReader, type Tx } from '@sontechsp/sdk';
import { carrier } from '@sontechsp/sdk/carrier';
import { Sales } from '../../pos/contract.js';
import { shipmentCancelRequested, shipmentRequested } from '../contract.js';
import { errors } from '../errors.js';
import { Recipients } from '../recipients/recipients.js';
import { newReference } from '../reference.js';
import { SALE_TAKEN_BACK, isGone, isTakenBack } from '../sales/sale-watch.js';
import type { ShipmentBody, ShipmentChange } from '../schemas.js';
import { lateAt, settings, type KargoSettings } from '../settings.js';
import type { ShipmentRow } from '../tables.js';
import { isCancellable, isEditable } from './reply.js';
import { addressOf, contentOf, refusalFor, searchKeyOf } from './request.js';
import { change, insert, lockOwn } from './store.js';
import { senderIn, usableConnection } from './usable.js';

export type Once = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/** What people do with shipments. Nothing here talks to a carrier: what it is to do is told through the outbox, with the fact. */
export interface Desk {
  request(scope: Scope, body: ShipmentBody, once: Once): Promise<ShipmentRow>;
  edit(scope: Scope, id: string, body: ShipmentChange): Promise<ShipmentRow>;
  retry(scope: Scope, id: string): Promise<ShipmentRow>;
  cancel(scope: Scope, id: string): Promise<ShipmentRow>;
  /** It goes on its way although its sale was taken back. */
  keep(scope: Scope, id: string): Promise<ShipmentRow>;
}
export const Desk = createToken<Desk>('kargo.desk');

interface Deps {
  facts: { db: Db; outbox: Outbox; audit: Audit; live: Live };
  adapters: Adapters;
  known: { tenancy: Tenancy; sales: Sales | undefined; recipients: Recipients };
  settings: SettingsReader<KargoSettings>;
  clock: Clock;
  ids: Ids;
}

export function createDesk({ facts: { db, outbox, audit, live }, adapters, known, settings: reader, clock, ids }: Deps): Desk {
  async function saleOf(scope: Scope, saleId: string | undefined) {
    if (saleId === undefined) return undefined;
    const sale = scope.plugins.has('pos') ? await known.sales?.find(scope, { id: saleId }) : undefined;
    if (!sale) throw errors('kargo.saleNotFound', { saleId });
    if (isGone(sale.state)) throw errors('kargo.saleTakenBack', { saleId, receiptNo: sale.receiptNo, state: sale.state });
    return sale;
  }
  /** Nothing is left of the sale, and nobody said that its goods go on their way all the same. */
  async function checkSale(scope: Scope, { source_id: saleId, sale_kept_at: kept }: ShipmentRow): Promise<void> {
    const sale = saleId !== null && kept === null && scope.plugins.has('pos') ? await known.sales?.find(scope, { id: saleId }) : undefined;
    if (sale && isGone(sale.state)) throw errors('kargo.saleTakenBack', { saleId, receiptNo: sale.receiptNo, state: sale.state });
  }
  /** Hands the shipment to the outbox and tells open screens. */
  function send(tx: Tx, scope: Scope, row: ShipmentRow): void {
    outbox.add(tx, scope, shipmentRequested, { shipmentId: row.id, connectionId: row.connection_id }, row.id);
  }
  async function kept(tx: Tx, scope: Scope, row: ShipmentRow, verb: string): Promise<ShipmentRow> {
    await audit.record(tx, scope, `kargo.shipment.${verb}`, { type: 'kargo.shipment', id: row.id }, { reference: row.reference, orderNo: row.order_no, state: row.state });
    tx.afterCommit(() => void live.publish(scope.storeId, 'kargo.changed', { ids: [row.id] }));
    return row;
  }
  async function own(tx: Tx, scope: Scope, id: string): Promise<ShipmentRow> {
    const row = await lockOwn(tx, scope, id);
    if (!row) throw errors('kargo.notFound', { id });
    return row;
  }

  const current = async (scope: Scope) => {
    const values = await reader.read(scope);
    return [values, await senderIn(known.tenancy, scope, values)] as const;
  };
  /** Tells the carrier of a refused one once more. */
  async function again(tx: Tx, scope: Scope, row: ShipmentRow, values: KargoSettings, sender: ShipmentRow['sender']): Promise<ShipmentRow> {
    const connection = await adapters.connection(carrier, scope, row.connection_id);
    if (!connection) throw errors('kargo.notFound', { connectionId: row.connection_id });
    if (!connection.enabled) throw errors('kargo.connectionOff', { connection: connection.name });
    const now = clock.now();
    const waiting = await change(tx, row, { sender, state: 'waiting', state_at: now, late_at: lateAt(values, 'waiting', now), problem: null });
    send(tx, scope, waiting);
    return waiting;
  }

  return {
    async request(scope, body, once) {
      const [{ connection, adapter }, sale, values] = await Promise.all([usableConnection(adapters, scope, body.connectionId), saleOf(scope, body.saleId), reader.read(scope)]);
      const sender = await senderIn(known.tenancy, scope, values);
      const content = contentOf(body);
      const refusal = refusalFor(adapter.capabilities, content);
      if (refusal) throw refusal;
      return once(async tx => {
        const now = clock.now();
        const reference = newReference();
        const id = body.id?.toLowerCase() ?? ids.next();
        const row: ShipmentRow = {
          id, firm_id: scope.firmId, store_id: scope.storeId, connection_id: connection.id, adapter_id: connection.adapterId,
          reference, order_no: body.orderNo ?? sale?.receiptNo ?? reference, source_type: sale ? 'pos.sale' : 'manual', source_id: sale?.id ?? null, sender, ...content,
          ...await known.recipients.seal({ id, firm_id: scope.firmId }, addressOf(body.recipient)),
          search_key: '', state: 'waiting', state_at: now, late_at: lateAt(values, 'waiting', now), tracking_number: null, tracking_url: null, barcodes: null,
          label_format: null, label_data: null, problem: null, sent_at: null, registered_at: null, cancel_wanted_at: null, cancelled_at: null, handover_id: null,
          handed_over_at: null, sale_state: sale?.state === 'partlyRefunded' ? sale.state : null, sale_kept_at: null, printed_at: null, tracked_at: null, track_at: null, created_at: now, created_by: scope.userId,
        };
        const whole = { ...row, search_key: searchKeyOf(row) };
        await insert(tx, whole);
        send(tx, scope, whole);
        return kept(tx, scope, whole, 'create');
      });
    },

    async edit(scope, id, body) {
      const moved = body.connectionId === undefined ? undefined : await usableConnection(adapters, scope, body.connectionId);
      return db.transaction(async tx => {
        const row = await own(tx, scope, id);
        if (!isEditable(row)) throw errors('kargo.notEditable', { state: row.state });
        // One that waits is in the outbox already, in the lane of its carrier.
        if (moved && moved.connection.id !== row.connection_id && row.state === 'waiting') throw errors('kargo.notEditable', { state: row.state });
        const before = { parcels: [...row.parcels], payer: row.payer, description: row.description,
          cashOnDelivery: row.cod_amount === null ? null : { amount: row.cod_amount, by: row.cod_by ?? 'cash' as const } };
        const content = contentOf({ ...before, ...body });
        const adapter = moved?.adapter ?? adapters.adapterOf(carrier, row.adapter_id);
        const refusal = adapter && refusalFor(adapter.capabilities, content);
        if (refusal) throw refusal;
        const place = moved ? { connection_id: moved.connection.id, adapter_id: moved.connection.adapterId } : {};
        const recipient = body.recipient ? await known.recipients.seal(row, addressOf(body.recipient)) : {};
        return kept(tx, scope, await change(tx, row, { ...content, ...place, ...recipient }), 'update');
      });
    },

    async retry(scope, id) {
      const [values, sender] = await current(scope);
      return db.transaction(async tx => {
        const row = await own(tx, scope, id);
        if (row.state !== 'refused') throw errors('kargo.notRetryable', { state: row.state });
        await checkSale(scope, row);
        return kept(tx, scope, await again(tx, scope, row, values, sender), 'retry');
      });
    },

    async keep(scope, id) {
      const [values, sender] = await current(scope);
      return db.transaction(async tx => {
        const row = await own(tx, scope, id);
        if (!isTakenBack(row) || !isCancellable(row)) throw errors('kargo.notKeepable', { state: row.state });
        const wanted = await change(tx, row, { sale_kept_at: clock.now() });
        const waitsForIt = row.state === 'refused' && row.problem?.kind === SALE_TAKEN_BACK;
        return kept(tx, scope, waitsForIt ? await again(tx, scope, wanted, values, sender) : wanted, 'keep');
      });
    },

    cancel: (scope, id) => db.transaction(async tx => {
      const row = await own(tx, scope, id);
      if (row.cancel_wanted_at !== null || row.state === 'cancelled') return row;
      if (!isCancellable(row)) throw errors('kargo.notCancellable', { state: row.state });
      const now = clock.now();
      // The carrier has never heard of it, and will not: what waits in the outbox finds it cancelled.
      if (row.registered_at === null && (row.sent_at === null || row.state === 'refused')) {
        return kept(tx, scope, await change(tx, row, { state: 'cancelled', state_at: now, cancelled_at: now, late_at: null, problem: null }), 'cancel');
      }
      if (adapters.adapterOf(carrier, row.adapter_id)?.capabilities.cancel === false) throw errors('kargo.notSupported', { capability: 'cancel' });
      const wanted = await change(tx, row, { cancel_wanted_at: now, problem: null });
      outbox.add(tx, scope, shipmentCancelRequested, { shipmentId: row.id, connectionId: row.connection_id }, row.id);
      return kept(tx, scope, wanted, 'cancel');
    }),
  };
}
export const desk = provide(Desk, {
  facts: { db: Db, outbox: Outbox, audit: Audit, live: Live }, adapters: Adapters, known: { tenancy: Tenancy, sales: Sales, recipients: Recipients }, settings, clock: Clock, ids: Ids,
}, createDesk);
