import type { CarrierAddress, CarrierCapabilities, CarrierRequest } from '@sontechsp/sdk/carrier';
import { fold, type Refusal } from '@sontechsp/sdk';
import { errors } from '../errors.js';
import { desiOf } from '../parcels.js';
import { tidyPhone } from '../phone.js';
import type { AddressBody, ShipmentBody } from '../schemas.js';
import type { OpenShipment } from '../recipients/recipients.js';
import type { ShipmentRow } from '../tables.js';

/** An address as it is kept. */
export const addressOf = (body: AddressBody): CarrierAddress => ({ ...body, phone: tidyPhone(body.phone), country: body.country ?? 'TR' });

/** What is found by any part of its words: numbers. Name and phone are found by their marks (`recipients/marks.ts`). */
export const searchKeyOf = (row: Pick<ShipmentRow, 'reference' | 'order_no' | 'tracking_number'>): string =>
  fold([row.order_no, row.reference, row.tracking_number ?? ''].join(' '));

/** The columns that follow from what is sent. */
export function contentOf(body: Required<Pick<ShipmentBody, 'parcels'>> & Pick<ShipmentBody, 'payer' | 'description'> & { cashOnDelivery?: ShipmentBody['cashOnDelivery'] | null }) {
  return {
    parcels: body.parcels, parcel_count: body.parcels.length, desi: desiOf(body.parcels),
    payer: body.payer ?? 'sender' as const, cod_amount: body.cashOnDelivery?.amount ?? null, cod_by: body.cashOnDelivery?.by ?? null, description: body.description ?? '',
  };
}

/** Why a carrier of these capabilities cannot take it. */
export function refusalFor(can: CarrierCapabilities, content: Pick<ShipmentRow, 'cod_amount' | 'payer' | 'parcel_count'>): Refusal | undefined {
  const lacks = content.cod_amount !== null && !can.cashOnDelivery ? 'cashOnDelivery'
    : content.payer === 'recipient' && !can.recipientPays ? 'recipientPays'
    : content.parcel_count > 1 && !can.multiParcel ? 'multiParcel' : undefined;
  return lacks === undefined ? undefined : errors('kargo.notSupported', { capability: lacks });
}

/** The shipment as its carrier is told of it. */
export const requestOf = (row: OpenShipment): CarrierRequest => ({
  reference: row.reference, orderNo: row.order_no, sender: row.sender, recipient: row.recipient, parcels: row.parcels, payer: row.payer,
  ...(row.cod_amount === null ? {} : { cashOnDelivery: { amount: row.cod_amount, by: row.cod_by ?? 'cash' } }),
  description: row.description,
});
