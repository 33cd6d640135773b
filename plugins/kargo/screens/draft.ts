import type { Connection, Order, Shipment } from './shipment.js';

export interface ParcelDraft {
  readonly key: string;
  readonly length: number | null;
  readonly width: number | null;
  readonly height: number | null;
  /** Kilograms. */
  readonly weight: number | null;
}
/** A shipment as it stands in the form. */
export interface Draft {
  connectionId: string;
  receiptNo: string;
  order: Order | null;
  orderNo: string;
  name: string;
  phone: string;
  line: string;
  district: string;
  city: string;
  postalCode: string;
  parcels: readonly ParcelDraft[];
  payer: 'sender' | 'recipient';
  collect: boolean;
  amount: number | null;
  by: 'cash' | 'card';
  description: string;
}

let keys = 0;
export const emptyParcel = (): ParcelDraft => ({ key: `p${++keys}`, length: null, width: null, height: null, weight: null });
export const emptyDraft = (connectionId = ''): Draft => ({
  connectionId, receiptNo: '', order: null, orderNo: '', name: '', phone: '', line: '', district: '', city: '', postalCode: '', parcels: [emptyParcel()],
  payer: 'sender', collect: false, amount: null, by: 'cash', description: '',
});
export const draftOf = (s: Shipment): Draft => ({
  ...emptyDraft(s.connectionId), orderNo: s.orderNo, name: s.recipient.name, phone: s.recipient.phone, line: s.recipient.line, district: s.recipient.district, city: s.recipient.city,
  postalCode: s.recipient.postalCode ?? '', payer: s.payer, collect: s.cashOnDelivery !== null, amount: s.cashOnDelivery?.amount ?? null, by: s.cashOnDelivery?.by ?? 'cash',
  description: s.description,
  parcels: s.parcels.map(p => ({ ...emptyParcel(), length: p.lengthCm, width: p.widthCm, height: p.heightCm, weight: p.weightGrams / 1000 })),
});

/** Volume weight of what is filled in, two decimals, rounded up. */
export const desiOf = (parcels: readonly ParcelDraft[]): number =>
  Math.ceil(parcels.reduce((sum, p) => sum + (p.length ?? 0) * (p.width ?? 0) * (p.height ?? 0), 0) / 30 - 1e-9) / 100;

/** What the API is told, of a new shipment and of a changed one alike. */
export function bodyOf(d: Draft): Record<string, unknown> {
  return {
    connectionId: d.connectionId,
    recipient: {
      name: d.name.trim(), phone: d.phone.trim(), line: d.line.trim(), district: d.district.trim(), city: d.city.trim(),
      ...(d.postalCode.trim() ? { postalCode: d.postalCode.trim() } : {}),
    },
    parcels: d.parcels.map(p => ({ lengthCm: p.length, widthCm: p.width, heightCm: p.height, weightGrams: Math.round((p.weight ?? 0) * 1000) })),
    payer: d.payer, description: d.description.trim(),
  };
}

/** The same as a carrier that can do this takes it. */
export function requestOf(d: Draft, can: Connection | undefined): Record<string, unknown> {
  return { ...bodyOf(d), payer: can?.recipientPays ? d.payer : 'sender', ...(d.collect && can?.cashOnDelivery ? { cashOnDelivery: { amount: d.amount, by: d.by } } : {}) };
}

/** Fields of the form by their path in the API. */
const fields: Readonly<Record<string, keyof Draft>> = {
  'recipient.name': 'name', 'recipient.phone': 'phone', 'recipient.line': 'line', 'recipient.district': 'district', 'recipient.city': 'city',
  'recipient.postalCode': 'postalCode', 'cashOnDelivery.amount': 'amount',
};
export const fieldOf = (path: string): string => fields[path] ?? path;
