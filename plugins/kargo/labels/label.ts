import type { CarrierAddress } from '@sontechsp/sdk/carrier';
import type { OpenShipment } from '../recipients/recipients.js';

/** What stands on the label of one parcel, in words. */
export interface Label {
  readonly carrier: string;
  /** `2/3` */
  readonly parcel: string;
  readonly sender: { readonly title: string; readonly name: string; readonly address: string };
  readonly recipient: { readonly title: string; readonly name: string; readonly address: string; readonly place: string; readonly phone: string };
  readonly barcode: string;
  /** The page where the recipient sees the journey, or the barcode where there is none. */
  readonly qr: string;
  readonly facts: readonly string[];
  /** Cash on delivery, in large letters. */
  readonly collect: string | undefined;
}
export interface LabelWords {
  word(key: string): string;
  money(kurus: number): string;
  number(value: number): string;
}

const placeOf = (to: CarrierAddress): string => `${to.district} / ${to.city}${to.country === 'TR' ? '' : ` ${to.country}`}`;
/** Printable ASCII only: what a Code 128 of a label printer takes. */
const plain = (code: string): string => code.replace(/[^\x20-\x7e]/g, '');

/** One label per parcel. */
export function labelsOf(row: OpenShipment, carrier: string, { word, money, number }: LabelWords): Label[] {
  const { sender, recipient } = row;
  return row.parcels.map((_, at): Label => {
    const barcode = plain(row.barcodes?.[at] ?? '') || row.reference;
    return {
      carrier, parcel: `${at + 1}/${row.parcel_count}`, barcode, qr: row.tracking_url ? encodeURI(decodeSafely(row.tracking_url)) : barcode,
      sender: { title: word('sender'), name: sender.name, address: `${sender.line} ${placeOf(sender)}` },
      recipient: {
        title: word('recipient'), name: recipient.name, address: [recipient.line, recipient.postalCode].filter(Boolean).join(' '), place: placeOf(recipient),
        phone: `${word('phone')} ${recipient.phone}`,
      },
      facts: [
        `${word('order')}: ${row.order_no}`,
        `${word('desi')}: ${number(row.desi / 100)}   ${word('parcel')}: ${at + 1}/${row.parcel_count}`,
        `${word('payer')}: ${word(row.payer === 'sender' ? 'payerSender' : 'payerRecipient')}`,
        ...(row.tracking_number ? [row.tracking_number] : []),
      ],
      collect: row.cod_amount === null ? undefined : `${word('cod')} ${money(row.cod_amount)} (${word(row.cod_by ?? 'cash')})`,
    };
  });
}
function decodeSafely(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}
