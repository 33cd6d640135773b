import type { ItemRequest, RememberedItems, ResolvedItem } from '../contract.js';
import { mayBeScaleBarcode } from '../scale-barcode.js';
import { cleanCode } from '../text.js';

const MOST = 20_000;

/** What codes and ids meant when they were last looked up here. Never an answer by itself: see `Catalogue.remembered`. */
export interface Memory {
  /** What was found in this edition of the firm's catalogue; forgotten once a later one was seen. */
  keep(firmId: string, edition: number, items: readonly ItemRequest[], found: readonly (ResolvedItem | undefined)[]): void;
  recall(firmId: string, items: readonly ItemRequest[]): RememberedItems | undefined;
}
interface Kept {
  readonly item: ResolvedItem;
  readonly edition: number;
}

export function createMemory(): Memory {
  const latest = new Map<string, number>();
  let young = new Map<string, Kept>();
  let old = new Map<string, Kept>();

  function put(key: string, kept: Kept): void {
    if (young.size >= MOST / 2 && !young.has(key)) {
      old = young;
      young = new Map();
    }
    young.set(key, kept);
  }
  function take(key: string): Kept | undefined {
    const kept = young.get(key);
    if (kept) return kept;
    const aged = old.get(key);
    if (aged) put(key, aged);
    return aged;
  }
  return {
    keep(firmId, edition, items, found) {
      if (edition < (latest.get(firmId) ?? 0)) return;
      latest.set(firmId, edition);
      items.forEach((asked, at) => {
        const key = keyOf(firmId, asked);
        const item = found[at];
        // What was found by its SKU is not kept: the code may become a barcode, of whatever.
        if (key !== undefined && item && (item.barcode !== null || asked.productId !== undefined)) put(key, { item, edition });
      });
    },
    recall(firmId, asked) {
      const edition = latest.get(firmId);
      if (edition === undefined) return undefined;
      const items: ResolvedItem[] = [];
      for (const one of asked) {
        const key = keyOf(firmId, one);
        const kept = key === undefined ? undefined : take(key);
        if (kept?.edition !== edition) return undefined;
        items.push(kept.item);
      }
      return { items, edition };
    },
  };
}

/** Scale labels are not kept: each weight is another code, and what it means hangs on the settings. */
function keyOf(firmId: string, { barcode, productId }: ItemRequest): string | undefined {
  if (productId !== undefined) return `${firmId} ${productId.toLowerCase()}`;
  const code = cleanCode(barcode!);
  return mayBeScaleBarcode(code) ? undefined : `${firmId}#${code}`;
}
