import {
  createToken, fromThousandths, isUniqueViolation, toThousandths,
  type Audit, type Clock, type Db, type Ids, type Outbox, type Queries, type Scope, type Tx,
} from '@sontechsp/sdk';
import { familyOf, lockCategory } from '../categories/store.js';
import type { ChangeNews } from '../change-news.js';
import { productChanged } from '../contract.js';
import { isSoundBarcode } from '../ean.js';
import type { ScaleLabels } from '../scale-labels.js';
import { costForbidden, errors, idReused } from '../errors.js';
import { turkishSortKey } from '../sort-key.js';
import { cleanCode, cleanName, searchKey } from '../text.js';
import type { NewProduct, ProductChanges, ProductQuery, ProductView } from './schemas.js';
import {
  barcodesOf, deleteBarcodes, findProduct, holdersOf, insertBarcodes, insertProduct, listProducts, lockLiveProduct, updateProduct,
  type BarcodeRow, type ProductRow,
} from './store.js';

/** Runs a write in a transaction: `db.transaction`, or the `once` of a creating call. */
type Run = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/** The product cards of a firm. */
export interface Products {
  list(scope: Scope, query: ProductQuery): Promise<{ items: ProductView[]; nextCursor: string | null }>;
  get(scope: Scope, id: string): Promise<ProductView>;
  create(scope: Scope, card: NewProduct, run: Run): Promise<ProductView>;
  change(scope: Scope, id: string, changes: ProductChanges): Promise<ProductView>;
  /** Takes it out of sale: its history stays, its barcodes and SKU become free. */
  archive(scope: Scope, id: string): Promise<void>;
}
export const Products = createToken<Products>('katalog.products');

interface Deps {
  db: Db;
  made: { clock: Clock; ids: Ids };
  labels: ScaleLabels;
  outbox: Outbox;
  audit: Audit;
  news: ChangeNews;
}

export function createProducts({ db, made: { clock, ids }, labels, outbox, audit, news }: Deps): Products {
  async function view(queries: Queries, scope: Scope, rows: readonly ProductRow[]): Promise<ProductView[]> {
    const codes = await barcodesOf(queries, rows.map(row => row.id));
    return rows.map(row => toView(row, codes.get(row.id)!, scope.can('katalog.cost.read')));
  }
  const one = async (queries: Queries, scope: Scope, row: ProductRow): Promise<ProductView> => (await view(queries, scope, [row]))[0]!;

  async function setBarcodes(tx: Tx, scope: Scope, productId: string, given: readonly { code: string; quantity?: number }[]): Promise<void> {
    const rows: BarcodeRow[] = given.map(({ code, quantity = 1 }, position) =>
      ({ firm_id: scope.firmId, code: cleanCode(code), product_id: productId, quantity: toThousandths(quantity), position }));
    const codes = rows.map(row => row.code);
    const reader = await labels.of(scope);
    for (const [at, code] of codes.entries()) {
      if (!isSoundBarcode(code) && !reader.isItemCode(code)) throw errors('katalog.barcodeInvalid', { barcode: code });
      if (codes.indexOf(code) < at) throw errors('katalog.barcodeRepeated', { barcode: code });
    }
    const holder = (await holdersOf(tx, scope.firmId, codes)).find(other => other.product_id !== productId);
    if (holder) throw errors('katalog.barcodeTaken', { barcode: holder.code, productId: holder.product_id });
    await deleteBarcodes(tx, scope.firmId, productId);
    await insertBarcodes(tx, rows);
  }

  async function checkCategory(tx: Tx, scope: Scope, categoryId: string | null | undefined): Promise<void> {
    if (categoryId && !await lockCategory(tx, scope.firmId, categoryId)) throw errors('katalog.notFound', { categoryId });
  }

  function tell(tx: Tx, scope: Scope, change: 'created' | 'updated' | 'archived', id: string): void {
    outbox.add(tx, scope, productChanged, { change, productIds: [id] }, id);
    tx.afterCommit(() => news.changed());
  }

  /** What another writer made unique first, as the refusal its loser gets. */
  async function raced<T>(scope: Scope, card: ProductChanges, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (isUniqueViolation(error, 'urunler_pkey')) throw idReused();
      if (isUniqueViolation(error, 'urunler_sku')) throw errors('katalog.skuTaken', { sku: cleanCode(card.sku ?? '') });
      if (!isUniqueViolation(error, 'urun_barkodlari_pkey')) throw error;
      const [holder] = await holdersOf(db, scope.firmId, (card.barcodes ?? []).map(b => cleanCode(b.code)));
      throw errors('katalog.barcodeTaken', { barcode: holder?.code, productId: holder?.product_id });
    }
  }

  return {
    async list(scope, query) {
      const categories = query.categoryId === undefined ? undefined : await familyOf(db, scope.firmId, query.categoryId);
      if (categories?.length === 0) return { items: [], nextCursor: null };
      const { items, nextCursor } = await listProducts(db, scope.firmId, query, categories);
      return { items: await view(db, scope, items), nextCursor };
    },

    async get(scope, id) {
      const row = await findProduct(db, scope.firmId, id);
      if (!row) throw errors('katalog.notFound', { id });
      return one(db, scope, row);
    },

    create: (scope, card, run) => raced(scope, card, () => run(async tx => {
      if (card.cost !== undefined && card.cost !== null && !scope.can('katalog.cost.read')) throw costForbidden();
      await checkCategory(tx, scope, card.categoryId);
      const now = clock.now();
      const row: ProductRow = {
        id: (card.id ?? ids.next()).toLowerCase(), firm_id: scope.firmId, ...named(card.name), sku: skuOf(card.sku),
        category_id: card.categoryId?.toLowerCase() ?? null, vat_rate: card.vatRate, price: card.price, cost: card.cost ?? null, unit: card.unit,
        archived_at: null, created_at: now, updated_at: now,
      };
      await insertProduct(tx, row);
      await setBarcodes(tx, scope, row.id, card.barcodes ?? []);
      await audit.record(tx, scope, 'katalog.product.create', { type: 'product', id: row.id }, { name: row.name, price: row.price });
      tell(tx, scope, 'created', row.id);
      return one(tx, scope, row);
    })),

    change: (scope, id, changes) => raced(scope, changes, () => db.transaction(async tx => {
      if (changes.cost !== undefined && !scope.can('katalog.cost.read')) throw costForbidden();
      await checkCategory(tx, scope, changes.categoryId);
      const before = await lockLiveProduct(tx, scope.firmId, id);
      if (!before) throw errors('katalog.notFound', { id });
      const after: ProductRow = {
        ...before,
        ...(changes.name === undefined ? {} : named(changes.name)),
        ...(changes.sku === undefined ? {} : { sku: skuOf(changes.sku) }),
        ...(changes.categoryId === undefined ? {} : { category_id: changes.categoryId?.toLowerCase() ?? null }),
        ...(changes.cost === undefined ? {} : { cost: changes.cost }),
        vat_rate: changes.vatRate ?? before.vat_rate,
        price: changes.price ?? before.price,
        unit: changes.unit ?? before.unit,
        updated_at: clock.now(),
      };
      const { id: _id, firm_id: _firm, created_at: _created, ...columns } = after;
      await updateProduct(tx, scope.firmId, before.id, columns);
      if (changes.barcodes) await setBarcodes(tx, scope, before.id, changes.barcodes);
      await audit.record(tx, scope, 'katalog.product.update', { type: 'product', id: before.id }, { ...changes });
      tell(tx, scope, 'updated', before.id);
      return one(tx, scope, after);
    })),

    archive: (scope, id) => db.transaction(async tx => {
      const row = await lockLiveProduct(tx, scope.firmId, id);
      if (!row) throw errors('katalog.notFound', { id });
      await updateProduct(tx, scope.firmId, row.id, { archived_at: clock.now(), updated_at: clock.now() });
      await deleteBarcodes(tx, scope.firmId, row.id);
      await audit.record(tx, scope, 'katalog.product.archive', { type: 'product', id: row.id }, { name: row.name });
      tell(tx, scope, 'archived', row.id);
    }),
  };
}

function named(given: string): Pick<ProductRow, 'name' | 'name_key' | 'sort_key'> {
  const name = cleanName(given);
  return { name, name_key: searchKey(name), sort_key: turkishSortKey(name) };
}
const skuOf = (sku: string | null | undefined): string | null => (sku ? cleanCode(sku) : null);

const toView = (row: ProductRow, codes: readonly BarcodeRow[], withCost: boolean): ProductView => ({
  id: row.id, name: row.name, sku: row.sku,
  barcodes: codes.map(({ code, quantity }) => ({ code, quantity: fromThousandths(quantity) })),
  categoryId: row.category_id, vatRate: row.vat_rate, price: row.price, ...(withCost ? { cost: row.cost } : {}), unit: row.unit,
  archivedAt: row.archived_at, createdAt: row.created_at, updatedAt: row.updated_at,
});
