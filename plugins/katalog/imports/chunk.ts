import type { Row, Tx } from '@sontechsp/sdk';
import { keys as categoryKeys } from '../categories/categories.js';
import type { ImportedRows } from '../contract.js';
import type { ProductRow } from '../products/store.js';
import { turkishSortKey } from '../sort-key.js';
import type { barcodes, categories } from '../tables.js';
import { searchKey } from '../text.js';
import type { ImportLine, Problem } from './line.js';
import { insertCategories, insertGoods, lockCategories, lockHolders, updateGoods } from './store.js';

/** What one transaction of an import did. */
export interface Written {
  readonly created: number;
  readonly updated: number;
  readonly problems: readonly Problem[];
  readonly rows: ImportedRows['rows'];
}
export interface ChunkContext {
  readonly firmId: string;
  readonly now: string;
  /** Whether the caller may enter costs. */
  readonly withCost: boolean;
  nextId(): string;
}

/** Writes some lines of a file: one statement per kind of row, whatever their number. */
export async function writeLines(tx: Tx, context: ChunkContext, lines: readonly ImportLine[]): Promise<Written> {
  const [categoryIds, holders] = await Promise.all([
    takeCategories(tx, context, lines),
    lockHolders(tx, context.firmId, [...new Set(lines.map(line => line.barcode))]),
  ]);
  const known = new Map(holders.map(row => [row.code, row]));

  const made = new Map<string, ProductRow>();
  const changed = new Map<string, ProductRow>();
  const codes: Row<typeof barcodes>[] = [];
  const problems: Problem[] = [];
  const rows = new Map<string, ImportedRows['rows'][number]>();
  let [created, updated] = [0, 0];

  for (const line of lines) {
    const holder = known.get(line.barcode);
    if (holder && holder.quantity !== 1000) {
      problems.push({ line: line.line, code: 'packBarcode', values: { value: line.barcode, name: holder.name, quantity: holder.quantity / 1000 } });
      continue;
    }
    // A barcode that came before in these lines is known by now.
    const before = holder && (changed.get(holder.id) ?? { ...holder });
    const earlier = made.get(line.barcode);
    const base = earlier ?? before;
    const categoryId = line.category === undefined ? base?.category_id ?? null : categoryIds.get(searchKey(line.category))!;
    const missing = base ? undefined : missingOf(line);
    if (missing) {
      problems.push({ line: line.line, code: missing });
      continue;
    }
    const name = line.name ?? base!.name;
    const product: ProductRow = {
      id: base?.id ?? context.nextId(), firm_id: context.firmId, sku: base?.sku ?? null,
      ...(base && base.name === name ? { name, name_key: base.name_key, sort_key: base.sort_key } : { name, name_key: searchKey(name), sort_key: turkishSortKey(name) }),
      category_id: categoryId, vat_rate: line.vatRate ?? base!.vat_rate, price: line.price ?? base!.price,
      cost: (context.withCost ? line.cost : undefined) ?? base?.cost ?? null, unit: line.unit ?? base?.unit ?? 'piece',
      archived_at: null, created_at: base?.created_at ?? context.now, updated_at: context.now,
    };
    if (base) updated++;
    else {
      created++;
      codes.push({ firm_id: context.firmId, code: line.barcode, product_id: product.id, quantity: 1000, position: 0 });
    }
    if (holder) {
      if (!same(product, before!)) changed.set(product.id, product);
    } else made.set(line.barcode, product);
    const stock = line.stock ?? rows.get(product.id)?.stock;
    rows.set(product.id, { line: line.line, productId: product.id, created: !holder, stock });
  }
  await Promise.all([insertGoods(tx, [...made.values()], codes), updateGoods(tx, [...changed.values()])]);
  return { created, updated, problems, rows: [...rows.values()] };
}

/** What a product that is not known yet cannot do without. */
const missingOf = (line: ImportLine): string | undefined =>
  line.name === undefined ? 'nameMissing' : line.price === undefined ? 'priceMissing' : line.vatRate === undefined ? 'vatMissing' : undefined;

const same = (a: ProductRow, b: ProductRow): boolean =>
  a.name === b.name && a.category_id === b.category_id && a.vat_rate === b.vat_rate && a.price === b.price && a.cost === b.cost && a.unit === b.unit;

/** The ids of the categories the lines name, by search key; those nobody made yet are made now, at the root. */
async function takeCategories(tx: Tx, context: ChunkContext, lines: readonly ImportLine[]): Promise<Map<string, string>> {
  const named = new Map<string, string>();
  for (const { category } of lines) if (category !== undefined && !named.has(searchKey(category))) named.set(searchKey(category), category);
  const ids = new Map<string, string>();
  for (const row of await lockCategories(tx, context.firmId, [...named.keys()]))
    if (!ids.has(row.name_key) || row.parent_id === null) ids.set(row.name_key, row.id);
  const missing: Row<typeof categories>[] = [...named].filter(([key]) => !ids.has(key)).map(([, name]) =>
    ({ id: context.nextId(), firm_id: context.firmId, parent_id: null, ...categoryKeys(name), created_at: context.now, updated_at: context.now }));
  insertCategories(tx, missing);
  for (const row of missing) ids.set(row.name_key, row.id);
  return ids;
}
