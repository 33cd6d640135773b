import type { Db, Queries } from '@sontechsp/sdk';
import type { Catalogue, ItemRequest, ResolvedItem } from '../contract.js';
import { mayBeScaleBarcode, readScaleBarcode, scaleReader, type ScaleBarcode, type ScaleReader } from '../scale-barcode.js';
import type { ScaleLabels } from '../scale-labels.js';
import { cleanCode } from '../text.js';
import { searchProducts } from '../products/search-store.js';
import { createMemory } from './memory.js';
import { expectEdition, findBySku, findItems, findNames, type FoundRow } from './store.js';

/** Answers what a code or an id means, in as few statements as can be. */
export function createCatalogue({ db, labels }: { db: Db; labels: ScaleLabels }): Catalogue {
  const memory = createMemory();
  const resolve: Catalogue['resolve'] = async (queries, scope, items) => {
    const { found, edition } = await read(queries, scope, items);
    // What is read within a transaction may never come to be. On SQLite, where nobody waits for locks, nobody asks for it.
    if (edition !== undefined && queries.dialect === 'postgres' && !isTransaction(queries)) memory.keep(scope.firmId, edition, items, found);
    return found;
  };
  async function read(queries: Queries, { firmId }: { firmId: string }, items: readonly ItemRequest[]): Promise<{ found: (ResolvedItem | undefined)[]; edition: number | undefined }> {
    const weighed = items.some(({ barcode }) => barcode !== undefined && mayBeScaleBarcode(cleanCode(barcode)));
    const reader = weighed ? await labels.of({ firmId }) : noLabels;
    const asked = items.map(item => wanted(item, reader));
    const codes = new Set<string>();
    const ids = new Set<string>();
    for (const { code, label, id } of asked) {
      if (id !== undefined) ids.add(id);
      if (code) codes.add(code);
      if (label) codes.add(label.itemCode);
    }
    const byCode = new Map<string, FoundRow>();
    const byId = new Map<string, FoundRow>();
    const rows = await findItems(queries, firmId, [...codes], [...ids]);
    for (const row of rows) {
      if (row.code === null) byId.set(row.id, row);
      else byCode.set(row.code, row);
    }
    const found = asked.map(item => resolved(item, byCode, byId));

    const unknown = new Set(asked.flatMap(({ code }, at) => (code && !found[at] ? [code] : [])));
    if (unknown.size > 0) {
      const bySku = new Map((await findBySku(queries, firmId, [...unknown])).map(row => [row.sku, row]));
      asked.forEach(({ code }, at) => {
        const row = code && !found[at] ? bySku.get(code) : undefined;
        if (row) found[at] = item(row, null, row.quantity);
      });
    }
    return { found, edition: rows[0]?.edition };
  }

  return {
    resolve,
    remembered: ({ firmId }, items) => memory.recall(firmId, items),
    expect: (tx, { firmId }, { edition }) => expectEdition(tx, firmId, edition),
    lookup: async (scope, code) => (await resolve(db, scope, [{ barcode: code }]))[0],
    names: async (queries, { firmId }, ids) => new Map((await findNames(queries, firmId, [...new Set(ids)])).map(name => [name.id, name])),
    search: ({ firmId }, q, limit = 1000) => searchProducts(db, firmId, q, limit),
  };
}

const noLabels = scaleReader([]);
const isTransaction = (queries: Queries): boolean => 'afterCommit' in queries;

interface Wanted {
  readonly code: string | undefined;
  readonly label: ScaleBarcode | undefined;
  readonly id: string | undefined;
}
function wanted(request: ItemRequest, reader: ScaleReader): Wanted {
  if (request.barcode === undefined) return { code: undefined, label: undefined, id: request.productId.toLowerCase() };
  const code = cleanCode(request.barcode);
  // PostgreSQL takes no NUL in a text, and no code has one.
  return { code: code.includes('\0') ? '' : code, label: reader.parse(code), id: undefined };
}

function resolved({ code, label, id }: Wanted, byCode: ReadonlyMap<string, FoundRow>, byId: ReadonlyMap<string, FoundRow>): ResolvedItem | undefined {
  if (id !== undefined) {
    const row = byId.get(id);
    return row && item(row, null, row.quantity);
  }
  const exact = byCode.get(code!);
  if (exact) return item(exact, code!, exact.quantity);
  const weighed = label && byCode.get(label.itemCode);
  const reading = weighed && readScaleBarcode(label, weighed.price);
  if (!reading) return undefined;
  return item(weighed, code!, reading.quantity, reading.total);
}

const item = (row: FoundRow, barcode: string | null, quantity: number, total?: number): ResolvedItem => ({
  productId: row.id, sku: row.sku, name: row.name, unit: row.unit, price: row.price, cost: row.cost, vatRate: row.vat_rate,
  categoryId: row.category_id, barcode, barcodeQuantity: quantity,
  ...(total === undefined ? {} : { labelTotal: total, labelQuantity: quantity }),
});
