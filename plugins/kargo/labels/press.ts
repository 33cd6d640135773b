import { Adapters, Clock, Db, Messages, Tenancy, createToken, provide, raw, type RawReply, type Scope } from '@sontechsp/sdk';
import { carrier } from '@sontechsp/sdk/carrier';
import { errors } from '../errors.js';
import { isPrintable } from '../shipments/reply.js';
import { findOwnMany } from '../shipments/store.js';
import type { ShipmentRow } from '../tables.js';
import { labelsOf, type Label, type LabelWords } from './label.js';
import type { LabelSize } from './layout.js';
import { labelPdf } from './pdf.js';
import { markPrinted } from './store.js';
import { zplOf } from './zpl.js';

export type LabelFormat = 'zpl' | 'pdf';
/** Labels of one document. */
const MOST = 1000;
const locales: Record<string, string> = { tr: 'tr-TR', en: 'en-GB', ru: 'ru-RU', uz: 'uz-Latn-UZ' };

/** Makes labels. A carrier's own is passed on where there is one in the format asked for. */
export interface Press {
  print(scope: Scope, ids: readonly string[], format: LabelFormat, size: LabelSize): Promise<RawReply>;
  /** Remembers that these were printed. */
  printed(scope: Scope, ids: readonly string[]): Promise<void>;
}
export const Press = createToken<Press>('kargo.press');

interface Deps {
  db: Db;
  adapters: Adapters;
  tenancy: Tenancy;
  messages: Messages;
  clock: Clock;
}

export function createPress({ db, adapters, tenancy, messages, clock }: Deps): Press {
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
  async function ready(scope: Scope, ids: readonly string[]): Promise<ShipmentRow[]> {
    const rows = await findOwnMany(db, scope, ids);
    const missing = ids.find(id => !rows.some(row => row.id === id.toLowerCase()));
    if (missing !== undefined) throw errors('kargo.notFound', { id: missing });
    const early = rows.filter(row => !isPrintable(row)).map(row => row.id);
    if (early.length > 0) throw errors('kargo.labelNotReady', { ids: early });
    if (rows.reduce((sum, row) => sum + row.parcel_count, 0) > MOST) throw errors('kargo.tooManyLabels', { most: MOST });
    return rows;
  }
  const nameOf = (rows: readonly ShipmentRow[], ending: LabelFormat): Record<string, string> => ({
    'content-disposition': `attachment; filename="kargo-${rows.length === 1 ? rows[0]!.reference : `${rows.length}-etiket`}.${ending}"`,
  });

  return {
    async print(scope, ids, format, size) {
      const rows = await ready(scope, ids);
      const apart = rows.filter(row => row.label_format === 'pdf');
      // Pages of a carrier's document cannot be joined with ours.
      if (format === 'pdf' && apart.length > 0 && rows.length > 1) throw errors('kargo.labelApart', { ids: apart.map(row => row.id) });
      if (format === 'pdf' && apart.length > 0) return raw('application/pdf', Buffer.from(rows[0]!.label_data ?? '', 'base64'), nameOf(rows, 'pdf'));

      const words = await wordsOf(scope);
      const names = new Map((await adapters.connections(carrier, scope)).map(({ id, name }) => [id, name]));
      const drawn = (row: ShipmentRow): Label[] => labelsOf(row, names.get(row.connection_id) ?? row.adapter_id, words);
      if (format === 'pdf') return raw('application/pdf', await labelPdf(rows.flatMap(drawn), size), nameOf(rows, 'pdf'));
      const zpl = rows.map(row => (row.label_format === 'zpl' ? Buffer.from(row.label_data ?? '', 'base64').toString('utf8').trim() : zplOf(drawn(row), size)));
      return raw('application/zpl; charset=utf-8', `${zpl.join('\n')}\n`, nameOf(rows, 'zpl'));
    },
    printed: (scope, ids) => db.transaction(tx => markPrinted(tx, scope, ids, clock.now())),
  };
}
export const press = provide(Press, { db: Db, adapters: Adapters, tenancy: Tenancy, messages: Messages, clock: Clock }, createPress);
