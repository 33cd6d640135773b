/** What the screens read of shipments, as the API gives it. */
export type ShipmentState =
  | 'waiting' | 'refused' | 'pending' | 'picked_up' | 'in_transit' | 'out_for_delivery' | 'delivery_failed' | 'return_to_sender' | 'delivered' | 'returned' | 'cancelled' | 'unknown';
export const states: readonly ShipmentState[] = [
  'waiting', 'refused', 'pending', 'picked_up', 'in_transit', 'out_for_delivery', 'delivery_failed', 'return_to_sender', 'delivered', 'returned', 'cancelled', 'unknown',
];

export interface Address {
  readonly name: string;
  readonly phone: string;
  readonly line: string;
  readonly district: string;
  readonly city: string;
  readonly postalCode?: string;
}
export interface Parcel {
  readonly lengthCm: number;
  readonly widthCm: number;
  readonly heightCm: number;
  readonly weightGrams: number;
}
export interface ShipmentLine {
  readonly id: string;
  readonly reference: string;
  readonly connectionId: string;
  readonly orderNo: string;
  readonly recipientName: string;
  readonly recipientCity: string;
  readonly parcelCount: number;
  readonly desi: number;
  readonly payer: 'sender' | 'recipient';
  readonly cashOnDelivery: { readonly amount: number; readonly by: 'cash' | 'card' } | null;
  readonly state: ShipmentState;
  readonly stateAt: string;
  readonly late: boolean;
  readonly problem: { readonly step: 'create' | 'cancel'; readonly kind: string; readonly message: string; readonly code: string | null; readonly at: string } | null;
  readonly trackingNumber: string | null;
  readonly trackingUrl: string | null;
  readonly carrierLabel: 'zpl' | 'pdf' | null;
  readonly printable: boolean;
  readonly cancelRequestedAt: string | null;
  readonly printedAt: string | null;
  readonly handedOverAt: string | null;
  readonly createdAt: string;
  /** What became of its sale since it was made. */
  readonly saleState: 'partlyRefunded' | 'refunded' | 'voided' | null;
  /** Nothing is left of its sale, and nobody decided to send it all the same. */
  readonly saleTakenBack: boolean;
}
export interface Shipment extends ShipmentLine {
  readonly recipient: Address;
  readonly parcels: readonly Parcel[];
  readonly description: string;
  readonly barcodes: readonly string[];
  readonly createdBy: string;
  readonly editable: boolean;
  readonly retryable: boolean;
  readonly cancellable: boolean;
  /** It can be sent all the same although its sale was taken back. */
  readonly keepable: boolean;
  readonly handoverId: string | null;
  readonly events: readonly { readonly at: string; readonly state: ShipmentState; readonly rawCode: string; readonly rawText: string; readonly place: string | null }[];
}
export interface Connection {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly cashOnDelivery: boolean;
  readonly recipientPays: boolean;
  readonly multiParcel: boolean;
  readonly cancel: boolean;
  /** It tells prices. */
  readonly quotes: boolean;
}
export interface Order {
  readonly saleId: string;
  readonly orderNo: string;
  readonly total: number;
  readonly description: string;
  readonly shipments: number;
  readonly state: 'completed' | 'partlyRefunded' | 'refunded' | 'voided';
}
export interface Handover {
  readonly id: string;
  readonly connectionName: string;
  readonly shipmentCount: number;
  readonly parcelCount: number;
  readonly createdAt: string;
  readonly createdBy: string;
}
export type LabelFormat = 'pdf' | 'zpl';
export type LabelSize = '100x100' | '100x150';
/** Ready to be given to the driver. */
export const isReady = (s: ShipmentLine): boolean =>
  s.printable && s.handedOverAt === null && s.cancelRequestedAt === null && !s.saleTakenBack && !['delivered', 'returned', 'cancelled'].includes(s.state);
