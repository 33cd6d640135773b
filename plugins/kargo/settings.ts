import { defineSettings, object, t, text, type Shape } from '@sontechsp/sdk';
import type { CarrierAddress } from '@sontechsp/sdk/carrier';
import type { ShipmentState } from './states.js';

const line = (key: string, maxLength: number) => ({ ...text(maxLength), default: '', title: `settings.${key}` });
const days = (key: string, fallback: number) => t.Integer({ default: fallback, minimum: 1, maximum: 90, title: `settings.${key}` });

/** Per store: who sends, and how long a shipment may stay in a state before it is late. */
const schema = object({
  senderName: line('senderName', 200),
  senderPhone: line('senderPhone', 30),
  senderLine: line('senderLine', 500),
  senderDistrict: line('senderDistrict', 60),
  senderCity: line('senderCity', 60),
  senderPostalCode: line('senderPostalCode', 10),
  senderTaxNumber: line('senderTaxNumber', 20),
  daysWaiting: days('daysWaiting', 1),
  daysPending: days('daysPending', 2),
  daysOnTheWay: days('daysOnTheWay', 4),
  daysOutForDelivery: days('daysOutForDelivery', 1),
  daysFailed: days('daysFailed', 2),
  daysReturning: days('daysReturning', 7),
});
export const settings = defineSettings('kargo', 'store', schema);
export type KargoSettings = Shape<typeof schema>;

/** The store's address as sender; undefined while a part that every carrier asks for is missing. */
export function senderOf(values: KargoSettings, firmName: string): CarrierAddress | undefined {
  const { senderPhone: phone, senderLine, senderDistrict, senderCity } = values;
  if (!phone || !senderLine || !senderDistrict || !senderCity) return undefined;
  return {
    name: values.senderName || firmName, phone, line: senderLine, district: senderDistrict, city: senderCity, country: 'TR',
    ...(values.senderPostalCode ? { postalCode: values.senderPostalCode } : {}),
    ...(values.senderTaxNumber ? { taxNumber: values.senderTaxNumber } : {}),
  };
}

const DAY = 24 * 3600 * 1000;
/** When a shipment that entered a state at `since` begins to be late there; null: never. What was refused waits for a person at once. */
export function lateAt(values: KargoSettings, state: ShipmentState, since: string): string | null {
  const allowed: Record<ShipmentState, number | null> = {
    waiting: values.daysWaiting, refused: 0, pending: values.daysPending, picked_up: values.daysOnTheWay, in_transit: values.daysOnTheWay,
    out_for_delivery: values.daysOutForDelivery, delivery_failed: values.daysFailed, return_to_sender: values.daysReturning,
    unknown: values.daysOnTheWay, delivered: null, returned: null, cancelled: null,
  };
  const stay = allowed[state];
  return stay === null ? null : new Date(Date.parse(since) + stay * DAY).toISOString();
}
