import { isProblem, type Api } from '@sontechsp/sdk/ui';
import type { Item } from './basket.js';

interface LookupReply {
  readonly product: { readonly id: string; readonly name: string; readonly unit: 'piece' | 'kg'; readonly price: number; readonly vatRate: number };
  readonly quantity: number;
  readonly price: number;
  readonly total?: number;
}
/** A product as the search lists it. */
export interface Found {
  readonly id: string;
  readonly name: string;
  readonly unit: 'piece' | 'kg';
  readonly price: number;
  readonly vatRate: number;
  readonly barcodes: readonly { readonly code: string; readonly quantity: number }[];
}

/** What codes mean, asked of the host once and then known, until the catalogue changes. */
export interface Catalogue {
  /** What is known of a code without asking. */
  known(code: string): Item | undefined;
  /** Undefined: nothing is sold under this code. Throws when the host cannot be asked; one question at a time per code. */
  ask(code: string): Promise<Item | undefined>;
  /** Begins to ask for a code that will most likely be scanned. */
  foresee(code: string): void;
  /** Products whose name, barcode or SKU fits. */
  search(q: string, signal: AbortSignal): Promise<readonly Found[]>;
  forget(): void;
}

const MOST = 5000;

export function createCatalogue(api: Api): Catalogue {
  const items = new Map<string, Item>();
  const asked = new Map<string, Promise<Item | undefined>>();
  let version = 0;

  async function lookup(code: string): Promise<Item | undefined> {
    const before = version;
    try {
      const { items: [found] } = await api.get<{ items: readonly LookupReply[] }>('/api/katalog/lookup', { code });
      const item = found && toItem(found, code);
      if (item && before === version) {
        if (items.size >= MOST) items.delete(items.keys().next().value!);
        items.set(code, item);
      }
      return item;
    } catch (error) {
      // No code at all: longer than any, or of characters none has.
      if (isProblem(error, 'request.invalid')) return undefined;
      throw error;
    }
  }
  function ask(code: string): Promise<Item | undefined> {
    const running = asked.get(code) ?? lookup(code).finally(() => asked.delete(code));
    asked.set(code, running);
    return running;
  }
  return {
    ask,
    known: code => items.get(code),
    foresee(code) {
      if (!items.has(code)) ask(code).catch(() => {});
    },
    async search(q, signal) {
      return (await api.get<{ items: readonly Found[] }>('/api/katalog/products', { q, limit: 20 }, { signal })).items;
    },
    forget() {
      version++;
      items.clear();
    },
  };
}

const toItem = ({ product, quantity, price, total }: LookupReply, code: string): Item => ({
  productId: product.id, name: product.name, unit: product.unit, price, vatRate: product.vatRate, code,
  perScan: Math.round(quantity * 1000), labelTotal: total,
});
export const itemOf = (found: Found): Item => ({
  productId: found.id, name: found.name, unit: found.unit, price: found.price, vatRate: found.vatRate, code: null, perScan: 1000, labelTotal: undefined,
});
