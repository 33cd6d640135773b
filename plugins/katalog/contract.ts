import { createToken, joinHook, t, topic, uuid, type Queries, type Scope, type Tx } from '@sontechsp/sdk';

export { checkDigit, hasCheckDigit, isSoundBarcode } from './ean.js';

/** How a product is counted: whole pieces, or kilograms with three decimals. */
export type Unit = 'piece' | 'kg';

/** A product as a sale needs it. Money in kuruş with KDV, quantities in thousandths of the unit. */
export interface ResolvedItem {
  readonly productId: string;
  readonly sku: string | null;
  readonly name: string;
  readonly unit: Unit;
  /** Per unit. */
  readonly price: number;
  /** Per unit, of buying; null when nobody entered it. Not for the eyes of those without `katalog.cost.read`. */
  readonly cost: number | null;
  /** KDV percent. */
  readonly vatRate: number;
  readonly categoryId: string | null;
  /** The code the item was asked for, when it is a barcode or a scale label; null when it was found by id or SKU. */
  readonly barcode: string | null;
  /** What one scan means: 1000, more for a pack, the weight on a scale label. */
  readonly barcodeQuantity: number;
  /** What a scale label of the kind `price` charges; a line with this barcode and `labelQuantity` is charged exactly so much. */
  readonly labelTotal?: number;
  /** The quantity that lookup answers for such a label: total ÷ price, rounded to a thousandth. */
  readonly labelQuantity?: number;
}
export type ItemRequest = { readonly barcode: string; readonly productId?: undefined } | { readonly productId: string; readonly barcode?: undefined };

/** Items as this process last read them. */
export interface RememberedItems {
  readonly items: readonly ResolvedItem[];
  /** How often the firm's catalogue had been changed then. */
  readonly edition: number;
}

/** A product as lists and reports name it. */
export interface ProductName {
  readonly id: string;
  readonly name: string;
  readonly sku: string | null;
  readonly unit: Unit;
  readonly price: number;
  /** When it was taken out of sale; null while it is sold. */
  readonly archivedAt: string | null;
}

/** Knows the products of a firm. */
export interface Catalogue {
  /**
   * What each item is, in the order asked; undefined for what the firm does not sell (unknown, or archived). One statement for
   * all, and a second only when a code is no barcode and may be an SKU. Runs in the caller's transaction when given one.
   */
  resolve(db: Queries, scope: Pick<Scope, 'firmId'>, items: readonly ItemRequest[]): Promise<(ResolvedItem | undefined)[]>;
  /**
   * What `resolve` found for these since it last saw the catalogue changed; undefined when it lacks one, and always on SQLite. It
   * may be out of date: whoever writes what builds on it states so in the same transaction, with `expect`. That saves a round trip.
   */
  remembered(scope: Pick<Scope, 'firmId'>, items: readonly ItemRequest[]): RememberedItems | undefined;
  /** Queues the expectation that the catalogue is as it was when the items were read; see `Tx.expectLater`. */
  expect(tx: Tx, scope: Pick<Scope, 'firmId'>, remembered: RememberedItems): void;
  /** What a scanned or typed code is: exact barcode, then scale label, then SKU. */
  lookup(scope: Pick<Scope, 'firmId'>, code: string): Promise<ResolvedItem | undefined>;
  /** Names by product id, archived products included; unknown ids are left out. */
  names(db: Queries, scope: Pick<Scope, 'firmId'>, productIds: readonly string[]): Promise<Map<string, ProductName>>;
  /** Ids of products in sale whose name, barcode or SKU fits `q` as in the list of products; at most `limit` (1,000 unless said). */
  search(scope: Pick<Scope, 'firmId'>, q: string, limit?: number): Promise<string[]>;
}
export const Catalogue = createToken<Catalogue>('katalog.catalogue');

/** How an import went. */
export interface ImportReport {
  readonly id: string;
  readonly state: 'queued' | 'running' | 'done' | 'failed';
  /** Lines of goods seen so far. */
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  readonly failed: number;
  /** The first thousand bad lines, by line number of the file, in the reader's language. */
  readonly errors: readonly { line: number; message: string }[];
  /** Columns of the file that nobody took. */
  readonly ignored: readonly string[];
  /** `utf-8`, `windows-1254` or `utf-16le`, as sniffed. */
  readonly encoding: string | null;
  /** 0 … 1. */
  readonly progress: number;
}
/** A CSV file to import, read from its beginning each time it is asked for. */
export interface ImportSource {
  readonly name: string;
  readonly bytes: number;
  open(): AsyncIterable<Uint8Array>;
}
/** Imports goods from CSV files, a few hundred lines per transaction. */
export interface Imports {
  /** Runs to the end; `progress` hears about every transaction. */
  run(scope: Scope, source: ImportSource, progress?: (report: ImportReport) => void): Promise<ImportReport>;
  /** The same for a file on this machine. */
  runFile(scope: Scope, path: string, progress?: (report: ImportReport) => void): Promise<ImportReport>;
}
export const Imports = createToken<Imports>('katalog.imports');

/** Rows of one transaction of an import, whose products are written already. */
export interface ImportedRows {
  readonly rows: readonly {
    /** Line in the file. */
    readonly line: number;
    readonly productId: string;
    /** Whether this import made the product. */
    readonly created: boolean;
    /** The `stok` column in thousandths of the unit, of either sign; undefined when the line leaves it empty. */
    readonly stock: number | undefined;
  }[];
  /** Columns of the file that are not the catalogue's own: a tap adds those it takes; the rest is reported as ignored. */
  readonly takenColumns: Set<string>;
}
/**
 * Takes part in each transaction of an import: `stock` books the opening stock. Only the late stage is called, and first of all once
 * without rows, so that a tap names the columns it takes whether or not a line is good.
 */
export const importRows = joinHook<ImportedRows>('katalog.import.rows', { budget: 10_000 });

/** Products were made, changed or taken out of sale. An import tells once per transaction. */
export const productChanged = topic('katalog.product.changed', t.Object({
  change: t.Union([t.Literal('created'), t.Literal('updated'), t.Literal('archived'), t.Literal('imported')]),
  productIds: t.Array(uuid()),
}));
