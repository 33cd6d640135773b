import { col, createTable, migration, table } from '@sontechsp/sdk';
import type { CarrierAddress, CarrierParcel, TrackingState } from '@sontechsp/sdk/carrier';
import type { ShipmentState } from '../states.js';

/** Why a shipment stands still: the kind of failure and the carrier's own words. */
export interface Problem {
  readonly step: 'create' | 'cancel';
  readonly kind: string;
  readonly message: string;
  readonly code: string | null;
  readonly at: string;
}

/** A shipment and its label. */
export const shipments = table('kargo_etiketleri', {
  id: col.id(),
  firm_id: col.ref(),
  store_id: col.ref(),
  connection_id: col.ref(),
  adapter_id: col.text(),
  /** Ours, printed as the barcode: never changes, never comes twice. */
  reference: col.text(),
  order_no: col.text(),
  source_type: col.text<'manual' | 'pos.sale'>(),
  source_id: col.nullable(col.ref()),
  sender: col.json<CarrierAddress>(),
  recipient: col.json<CarrierAddress>(),
  recipient_name: col.text(),
  recipient_city: col.text(),
  /** Folded order number, references and recipient's name. */
  search_key: col.text(),
  parcels: col.json<readonly CarrierParcel[]>(),
  parcel_count: col.integer(),
  /** Hundredths of a desi, all parcels together. */
  desi: col.integer(),
  payer: col.text<'sender' | 'recipient'>(),
  cod_amount: col.nullable(col.money()),
  cod_by: col.nullable(col.text<'cash' | 'card'>()),
  description: col.text(),
  state: col.text<ShipmentState>(),
  /** Since when it has been in this state. */
  state_at: col.instant(),
  /** From then on it is late; null when it has arrived or was cancelled. */
  late_at: col.nullable(col.instant()),
  tracking_number: col.nullable(col.text()),
  tracking_url: col.nullable(col.text()),
  barcodes: col.nullable(col.json<readonly string[]>()),
  /** A label the carrier made itself, base64. */
  label_format: col.nullable(col.text<'zpl' | 'pdf'>()),
  label_data: col.nullable(col.text()),
  problem: col.nullable(col.json<Problem>()),
  /** When the carrier was first asked to take it, so that it may know of it. */
  sent_at: col.nullable(col.instant()),
  registered_at: col.nullable(col.instant()),
  cancel_wanted_at: col.nullable(col.instant()),
  cancelled_at: col.nullable(col.instant()),
  handover_id: col.nullable(col.ref()),
  handed_over_at: col.nullable(col.instant()),
  printed_at: col.nullable(col.instant()),
  tracked_at: col.nullable(col.instant()),
  /** Not asked about before; null when nothing more is to be asked. */
  track_at: col.nullable(col.instant()),
  created_at: col.instant(),
  created_by: col.ref(),
}, {
  indexes: [
    { name: 'kargo_etiketleri_reference', columns: ['reference'], unique: true },
    { name: 'kargo_etiketleri_list', columns: ['store_id', 'created_at', 'id'] },
    { name: 'kargo_etiketleri_state', columns: ['store_id', 'state', 'created_at', 'id'] },
    { name: 'kargo_etiketleri_late', columns: ['store_id', 'late_at'], where: 'late_at IS NOT NULL' },
    { name: 'kargo_etiketleri_track', columns: ['store_id', 'track_at'], where: 'track_at IS NOT NULL' },
    { name: 'kargo_etiketleri_connection', columns: ['connection_id', 'created_at'] },
    { name: 'kargo_etiketleri_source', columns: ['source_id'], where: 'source_id IS NOT NULL' },
    { name: 'kargo_etiketleri_handover', columns: ['handover_id'], where: 'handover_id IS NOT NULL' },
  ],
});

/** What carriers told of shipments. Never changed, never deleted. */
export const events = table('kargo_takipleri', {
  id: col.id(),
  firm_id: col.ref(),
  store_id: col.ref(),
  shipment_id: col.ref(),
  at: col.instant(),
  state: col.text<TrackingState>(),
  raw_code: col.text(),
  raw_text: col.text(),
  place: col.nullable(col.text()),
  /** Of what the carrier said: the same event, however often it is told, is one row. */
  digest: col.text(),
  created_at: col.instant(),
}, {
  indexes: [
    { name: 'kargo_takipleri_digest', columns: ['shipment_id', 'digest'], unique: true },
    { name: 'kargo_takipleri_journey', columns: ['shipment_id', 'at', 'id'] },
  ],
});

/** Shipments given to a carrier's driver together. */
export const handovers = table('kargo_teslimleri', {
  id: col.id(),
  firm_id: col.ref(),
  store_id: col.ref(),
  connection_id: col.ref(),
  connection_name: col.text(),
  shipment_count: col.integer(),
  parcel_count: col.integer(),
  created_at: col.instant(),
  created_by: col.ref(),
}, { indexes: [{ name: 'kargo_teslimleri_list', columns: ['store_id', 'created_at', 'id'] }] });

export default migration('001-first', [createTable(shipments), createTable(events), createTable(handovers)]);
