import type { CarrierRequest } from '../carrier.js';

let made = 0;
/** A reference nobody used before in this process. */
export const nextReference = (): string => `SNT${String(1_000_000 + ++made)}`;

/** An everyday sending: one parcel, paid by the sender. */
export function sampleRequest(changes: Partial<CarrierRequest> = {}): CarrierRequest {
  return {
    reference: nextReference(), orderNo: 'F-2026-000123', payer: 'sender', description: 'Seramik kupa, 2 adet',
    sender: { name: 'Deneme Ticaret A.Ş.', phone: '0212 555 12 34', line: 'Çarşı Cad. No:1', district: 'Kadıköy', city: 'İstanbul', country: 'TR' },
    recipient: recipient(),
    parcels: [parcel],
    ...changes,
  };
}
export const recipient = (changes: Partial<CarrierRequest['recipient']> = {}): CarrierRequest['recipient'] => ({
  name: 'Ayşe Örnek', phone: '+90 (532) 111 22 33', email: 'ayse@example.com', line: 'Deneme Sokağı No:1 D:4', district: 'Çankaya', city: 'Ankara',
  postalCode: '06420', country: 'TR', ...changes,
});
export const parcel = { lengthCm: 30, widthCm: 20, heightCm: 10, weightGrams: 1500, content: 'Kupa' };

/** Freezes a value and all below it: an adapter that changes what it was given is found out. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}
