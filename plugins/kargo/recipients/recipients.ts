import { FieldCipher, Log, createToken, provide } from '@sontechsp/sdk';
import type { CarrierAddress } from '@sontechsp/sdk/carrier';
import type { Sealed, ShipmentRow } from '../tables.js';
import { askedMarks, marksOf, type AskedMarks } from './marks.js';

/** A shipment with its recipient in clear: for its carrier, its label and who looks at it. */
export interface OpenShipment extends Omit<ShipmentRow, 'recipient'> {
  readonly recipient: CarrierAddress;
}
/** Who receives stands sealed in the database: a copy of it tells nobody who was sent what, nor where they live. */
export interface Recipients {
  /** The columns of a recipient. */
  seal(shipment: Pick<ShipmentRow, 'id' | 'firm_id'>, recipient: CarrierAddress): Promise<Pick<ShipmentRow, 'recipient' | 'recipient_name' | 'recipient_city' | 'search_marks'>>;
  /** An Error that says what to do when it was sealed with another root key. */
  open(row: ShipmentRow): Promise<OpenShipment>;
  /** For lists, by the shipment's id; those that do not open have no name. */
  names(rows: readonly ShipmentRow[]): Promise<Map<string, string>>;
  /** What of it must stand in no log and in no word a carrier is quoted with, as carriers write it; nothing where it does not open. */
  words(row: ShipmentRow): Promise<readonly string[]>;
  asked(firmId: string, q: string): Promise<AskedMarks>;
}
export const Recipients = createToken<Recipients>('kargo.recipients');

const placeOf = (shipmentId: string): string => `kargo_etiketleri.recipient:${shipmentId}`;

export function createRecipients({ fields, log }: { fields: FieldCipher; log: Log }): Recipients {
  async function opened({ id, recipient: { sealed } }: ShipmentRow): Promise<CarrierAddress> {
    try {
      return JSON.parse(await fields.open(placeOf(id), sealed)) as CarrierAddress;
    } catch (error) {
      throw new Error(`The recipient of shipment ${id} cannot be read with the root key in use. Start with the key it was sealed with.`, { cause: error });
    }
  }
  return {
    async seal({ id, firm_id }, recipient) {
      const sealed: Sealed = { sealed: await fields.seal(placeOf(id), JSON.stringify(recipient)) };
      return { recipient: sealed, recipient_name: '', recipient_city: recipient.city, search_marks: await marksOf(fields, firm_id, recipient) };
    },
    open: async row => ({ ...row, recipient: await opened(row) }),
    async names(rows) {
      return new Map(await Promise.all(rows.map(async (row): Promise<[string, string]> => [row.id, await opened(row).then(({ name }) => name, (error: Error) => {
        log.error({ err: error }, error.message);
        return '';
      })])));
    },
    words: row => opened(row).then(privateIn, () => []),
    asked: (firmId, q) => askedMarks(fields, firmId, q),
  };
}
export const recipients = provide(Recipients, { fields: FieldCipher, log: Log }, createRecipients);

/** What of an address must stand in no log, as carriers write it. */
export const privateIn = ({ name, line, phone, email = '', taxNumber = '' }: CarrierAddress): string[] =>
  [name, line, phone, phone.replace(/^\+90/, ''), phone.replace('+', ''), email, taxNumber].filter(one => one !== '');
