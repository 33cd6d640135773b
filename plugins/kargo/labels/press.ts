import { Adapters, Clock, Db, Messages, Tenancy, createToken, provide, raw, type RawReply, type Scope } from '@sontechsp/sdk';
import { carrier } from '@sontechsp/sdk/carrier';
import { errors } from '../errors.js';
import { Recipients, type OpenShipment } from '../recipients/recipients.js';
import { isPrintable } from '../shipments/reply.js';
import { findOwnMany } from '../shipments/store.js';
import { labelsOf, type LabelWords } from './label.js';
import type { LabelSize } from './layout.js';
import { sheetsOf } from './sheets.js';
import { markPrinted } from './store.js';
import { zplOf } from './zpl.js';

export type LabelFormat = 'zpl' | 'pdf';
/** Labels of one document. */
const MOST = 1000;
/** Header of a reply: shipments, by id, whose carrier's label could not be read. */
const UNREADABLE = 'kargo-unreadable';
const locales: Record<string, string> = { tr: 'tr-TR', en: 'en-GB', ru: 'ru-RU', uz: 'uz-Latn-UZ' };

/** A document of labels, and the shipments whose own label could not be read. */
export interface Printed {
  readonly reply: RawReply;
  readonly unreadable: readonly string[];
}
/** Makes labels. A carrier's own is passed on where there is one in the format asked for. */
export interface Press {
  /** One that cannot be read has a page that says so; where none can, it is refused. */
  print(scope: Scope, ids: readonly string[], format: LabelFormat, size: LabelSize): Promise<Printed>;
  /** Remembers that these were printed. */
  printed(scope: Scope, ids: readonly string[]): Promise<void>;
}
export const Press = createToken<Press>('kargo.press');

interface Deps {
  db: Db;
  adapters: Adapters;
  tenancy: Tenancy;
  messages: Messages;
  recipients: Recipients;
  clock: Clock;
}

export function createPress({ db, adapters, tenancy, messages, recipients, clock }: Deps): Press {
  /** In the language of the store: the label is read by its people and the carrier's. */
  async function wordsOf(scope: Scope): Promise<LabelWords> {
    const [{ language }, { currency }] = await Promise.all([tenancy.store(scope.storeId), tenancy.firm(scope.firmId)]);
    const number = new Intl.NumberFormat(locales[language], { maximumFractionDigits: 2 });
    const amount = new Intl.NumberFormat(locales[language], { minimumFractionDigits: 2 });
    // The lira sign is in few printers' fonts, and so is the narrow space some languages put into numbers.
    const spaced = (text: string): string => text.replace(/\s/g, ' ');
    return {
      word: key => messages.text(language, `kargo:label.${key}`),
      number: value => spaced(number.format(value)),
      money: kurus => `${spaced(amount.format(kurus / 100))} ${currency === 'TRY' ? 'TL' : currency}`,
    };
  }
  async function ready(scope: Scope, ids: readonly string[]): Promise<OpenShipment[]> {
    const rows = await findOwnMany(db, scope, ids);
    const missing = ids.find(id => !rows.some(row => row.id === id.toLowerCase()));
    if (missing !== undefined) throw errors('kargo.notFound', { id: missing });
    const early = rows.filter(row => !isPrintable(row)).map(row => row.id);
    if (early.length > 0) throw errors('kargo.labelNotReady', { ids: early });
    if (rows.reduce((sum, row) => sum + row.parcel_count, 0) > MOST) throw errors('kargo.tooManyLabels', { most: MOST });
    return Promise.all(rows.map(recipients.open));
  }
  const headersOf = (rows: readonly OpenShipment[], ending: LabelFormat, unreadable: readonly string[] = []): Record<string, string> => ({
    'content-disposition': `attachment; filename="kargo-${rows.length === 1 ? rows[0]!.reference : `${rows.length}-etiket`}.${ending}"`,
    ...(unreadable.length > 0 ? { [UNREADABLE]: unreadable.join(',') } : {}),
  });

  return {
    async print(scope, ids, format, size) {
      const rows = await ready(scope, ids);
      const words = await wordsOf(scope);
      const names = new Map((await adapters.connections(carrier, scope)).map(({ id, name }) => [id, name]));
      const carrierOf = (row: OpenShipment): string => names.get(row.connection_id) ?? row.adapter_id;
      if (format === 'pdf') {
        const sheets = await sheetsOf(rows, carrierOf, words, size);
        const unreadable = sheets.unreadable.map(row => row.id);
        if (unreadable.length === rows.length) throw errors('kargo.labelUnreadable', { orders: sheets.unreadable.map(row => row.order_no), ids: unreadable });
        return { reply: raw('application/pdf', sheets.pdf, headersOf(rows, 'pdf', unreadable)), unreadable };
      }
      const zpl = rows.map(row => (row.label_format === 'zpl' ? Buffer.from(row.label_data ?? '', 'base64').toString('utf8').trim() : zplOf(labelsOf(row, carrierOf(row), words), size)));
      return { reply: raw('application/zpl; charset=utf-8', `${zpl.join('\n')}\n`, headersOf(rows, 'zpl')), unreadable: [] };
    },
    printed: (scope, ids) => db.transaction(tx => markPrinted(tx, scope, ids, clock.now())),
  };
}
export const press = provide(Press, { db: Db, adapters: Adapters, tenancy: Tenancy, messages: Messages, recipients: Recipients, clock: Clock }, createPress);
