import type { OpenShipment } from '../recipients/recipients.js';
import type { EventRow, ShipmentRow } from '../tables.js';
import type { ShipmentLine, ShipmentReply } from '../schemas.js';
import { isTakenBack } from '../sales/sale-watch.js';
import { isFinal } from '../states.js';

/** The carrier does not have it, and is not about to. */
export const isEditable = (row: Pick<ShipmentRow, 'registered_at' | 'cancel_wanted_at' | 'state' | 'sent_at'>): boolean => row.registered_at === null && row.cancel_wanted_at === null && (row.state === 'refused' || (row.state === 'waiting' && row.sent_at === null));
export const isCancellable = (row: Pick<ShipmentRow, 'cancel_wanted_at' | 'state'>): boolean => row.cancel_wanted_at === null && !isFinal(row.state);
/** A label is of use once the carrier knows the parcel, and no more when it is cancelled. */
export const isPrintable = (row: Pick<ShipmentRow, 'registered_at' | 'state'>): boolean => row.registered_at !== null && row.state !== 'cancelled';

/** When it is, and how a kept message reads in the language of who looks. */
export interface Reading {
  readonly now: string;
  tell(kept: string): string;
}

export function lineOf(row: Omit<ShipmentRow, 'recipient'>, recipientName: string, { now, tell }: Reading): ShipmentLine {
  return {
    id: row.id, reference: row.reference, connectionId: row.connection_id, adapterId: row.adapter_id, orderNo: row.order_no, sourceType: row.source_type,
    sourceId: row.source_id, recipientName, recipientCity: row.recipient_city, parcelCount: row.parcel_count, desi: row.desi / 100,
    payer: row.payer, cashOnDelivery: row.cod_amount === null ? null : { amount: row.cod_amount, by: row.cod_by ?? 'cash' },
    state: row.state, stateAt: row.state_at, late: row.late_at !== null && row.late_at <= now, problem: row.problem && { ...row.problem, message: tell(row.problem.message) },
    trackingNumber: row.tracking_number, trackingUrl: row.tracking_url, carrierLabel: row.label_format, printable: isPrintable(row),
    registeredAt: row.registered_at, cancelRequestedAt: row.cancel_wanted_at, printedAt: row.printed_at, handedOverAt: row.handed_over_at, handoverId: row.handover_id, createdAt: row.created_at,
    saleState: row.sale_state, saleTakenBack: isTakenBack(row),
  };
}

export function replyOf(row: OpenShipment, events: readonly EventRow[], reading: Reading, createdBy: string): ShipmentReply {
  return {
    ...lineOf(row, row.recipient.name, reading), sender: row.sender, recipient: row.recipient, parcels: [...row.parcels], description: row.description, barcodes: [...row.barcodes ?? []],
    sentAt: row.sent_at, cancelledAt: row.cancelled_at, trackedAt: row.tracked_at, nextTrackAt: row.track_at, createdBy,
    editable: isEditable(row), retryable: row.state === 'refused' && !isTakenBack(row), cancellable: isCancellable(row), keepable: isTakenBack(row) && isCancellable(row),
    events: events.map(({ at, state, raw_code, raw_text, place }) => ({ at, state, rawCode: raw_code, rawText: raw_text, place })),
  };
}
