import { Failure } from '@sontechsp/sdk';
import { cut, desiOf, kilograms, lira, phoneDigits, type CarrierRequest } from '@sontechsp/sdk/carrier';
import { collects, recipientPays, senderPays, type Account, type YurticiConnection } from './connection.js';

/** A key per parcel, printed as its barcode; all of a sending share the invoice key, which is our reference. */
export const cargoKeys = (reference: string, parcels: number): string[] =>
  parcels === 1 ? [reference] : Array.from({ length: parcels }, (_, i) => reference + String(i + 1).padStart(2, '0'));

/** The user that stands for the way of paying. */
export function accountFor({ cashOnDelivery, payer }: CarrierRequest, settings: YurticiConnection): Account {
  if (cashOnDelivery && payer === 'recipient') throw new Failure('notSupported', 'Cash on delivery is sent at the sender\'s expense', { acted: 'no' });
  const account = cashOnDelivery ? collects(settings) : payer === 'recipient' ? recipientPays(settings) : senderPays(settings);
  if (!account.userName) throw new Failure('notSupported', 'The connection has no Yurtiçi Kargo user for this way of paying', { acted: 'no' });
  return account;
}

/** One ShippingOrderVO per parcel. The order of elements is that of the WSDL; empty ones are left out. */
export function toOrders({ reference, orderNo, recipient, parcels, cashOnDelivery, description }: CarrierRequest): object[] {
  const phone = phoneDigits(recipient.phone);
  if (!phone) throw new Failure('validation', `Yurtiçi Kargo wants a phone of ten digits, not "${recipient.phone}"`, { acted: 'no' });
  if (parcels.length < 1 || parcels.length > 99) throw new Failure('validation', 'A sending has 1 to 99 parcels', { acted: 'no' });
  const line = cut(recipient.line, 500);
  return cargoKeys(reference, parcels.length).map((cargoKey, i) => ({
    cargoKey, invoiceKey: reference,
    // Names of fewer than five and addresses of fewer than ten characters are refused.
    receiverCustName: cut(recipient.name, 200).padEnd(5, '.'),
    receiverAddress: line.length < 10 ? cut(`${line} ${recipient.district} ${recipient.city}`, 500).padEnd(10, '.') : line,
    cityName: cut(recipient.city, 40), townName: cut(recipient.district, 40), receiverPhone1: phone,
    ...(recipient.email ? { emailAddress: cut(recipient.email, 200) } : {}),
    ...(recipient.taxNumber ? { taxNumber: cut(recipient.taxNumber, 15) } : {}),
    desi: desiOf(parcels[i]!), kg: kilograms(parcels[i]!.weightGrams), cargoCount: 1,
    description: cut(`${orderNo} ${description}`, 255),
    // The amount is collected once, with the first parcel.
    ...(cashOnDelivery && i === 0 ? {
      ttInvoiceAmount: lira(cashOnDelivery.amount), ttDocumentId: reference.slice(-12), ttCollectionType: cashOnDelivery.by === 'card' ? 1 : 0, ttDocumentSaveType: 0,
      ...(cashOnDelivery.by === 'card' ? { dcSelectedCredit: 1, dcCreditRule: 1 } : {}),
    } : {}),
  }));
}
