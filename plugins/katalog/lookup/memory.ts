import type { ItemRequest, ResolvedItem } from '../contract.js';
import { mayBeScaleBarcode } from '../scale-barcode.js';
import { cleanCode } from '../text.js';

const MOST = 20_000;

/** What codes and ids meant when they were last looked up here. Never an answer by itself: see `Catalogue.remembered`. */
export interface Memory {
  keep(firmId: string, items: readonly ItemRequest[], found: readonly (ResolvedItem | undefined)[]): void;
  recall(firmId: string, items: readonly ItemRequest[]): ResolvedItem[] | undefined;
}

export function createMemory(): Memory {
  let young = new Map<string, ResolvedItem>();
  let old = new Map<string, ResolvedItem>();

  function put(key: string, item: ResolvedItem): void {
    if (young.size >= MOST / 2 && !young.has(key)) {
      old = young;
      young = new Map();
    }
    young.set(key, item);
  }
  function take(key: string): ResolvedItem | undefined {
    const item = young.get(key);
    if (item) return item;
    const aged = old.get(key);
    if (aged) put(key, aged);
    return aged;
  }
  return {
    keep(firmId, items, found) {
      items.forEach((item, at) => {
        const key = keyOf(firmId, item);
        // What was found by its SKU is not kept: the code may become a barcode, of whatever.
        if (key !== undefined && found[at] && (found[at].barcode !== null || item.productId !== undefined)) put(key, found[at]);
      });
    },
    recall(firmId, items) {
      const known: ResolvedItem[] = [];
      for (const item of items) {
        const key = keyOf(firmId, item);
        const found = key === undefined ? undefined : take(key);
        if (!found) return undefined;
        known.push(found);
      }
      return known;
    },
  };
}

/** Scale labels are not kept: each weight is another code, and what it means hangs on the settings. */
function keyOf(firmId: string, { barcode, productId }: ItemRequest): string | undefined {
  if (productId !== undefined) return `${firmId} ${productId.toLowerCase()}`;
  const code = cleanCode(barcode!);
  return mayBeScaleBarcode(code) ? undefined : `${firmId}#${code}`;
}
