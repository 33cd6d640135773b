import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { SaleBody } from '../schemas.js';
import { emptyBasket, type Basket, type Item } from './basket.js';
import type { Approval } from './leave.js';
import type { Vault } from './vault.js';

/** A scan that came while a sale was being written: it belongs to the next basket. */
export interface WaitingScan {
  readonly code: string;
  readonly times: number;
  /** A product that was chosen, not scanned. */
  readonly item?: Item;
}
/** All that must survive a crash. */
export interface Kept {
  readonly basket: Basket;
  /** The sale that was sent and not answered yet. */
  readonly attempt: SaleBody | null;
  readonly waiting: readonly WaitingScan[];
  /** For a reprint. */
  readonly lastSaleId: string | null;
  /** What was given for this basket on the spot. */
  readonly approvals: readonly Approval[];
  /** A parked basket that is being taken back: asked for with this key until it is answered. */
  readonly recalling: { readonly id: string; readonly key: string; readonly basket: Basket } | null;
  /** Counts what was written down, so that of two copies the younger is known. */
  readonly written: number;
}
const nothing: Kept = { basket: emptyBasket, attempt: null, waiting: [], lastSaleId: null, approvals: [], recalling: null, written: 0 };

type Facts = Partial<Omit<Kept, 'basket' | 'written'>>;

/** `localStorage`, as far as it is needed: pages of one browser see it at once. */
export interface KeyValues {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** Holds the basket, writes it down with every change, on the disk as well, and remembers how it was before. */
export interface BasketKeeper {
  readonly basket: ReadonlySignal<Basket>;
  readonly kept: ReadonlySignal<Kept>;
  readonly canUndo: ReadonlySignal<boolean>;
  /** A change the cashier made, which can be taken back. */
  change(next: Basket): void;
  /** A change that answers an earlier one, and is taken back with it. */
  settle(next: Basket): void;
  undo(): boolean;
  note(facts: Facts): void;
  /** A new basket; what was before cannot be taken back. */
  renew(next?: Basket, facts?: Facts): void;
  /** When what was written down is on the disk. */
  settled(): Promise<void>;
  /** Takes up what another page of this browser wrote for the same terminal. */
  heard(text: string | null): void;
}

const STEPS = 50;

interface Deps {
  storage: KeyValues;
  vault: Vault;
  /** What the vault had of this till. */
  saved: string | null;
  terminalId: string;
}
export function createBasketKeeper({ storage, vault, saved, terminalId }: Deps): BasketKeeper {
  const name = basketKey(terminalId);
  const read = (text: string | null): Kept => {
    try {
      return text === null ? nothing : { ...nothing, ...(JSON.parse(text) as Partial<Kept>) };
    } catch {
      return nothing;
    }
  };
  const first = (() => {
    const onDisk = read(saved);
    try {
      const stored = read(storage.getItem(name));
      return onDisk.written > stored.written ? onDisk : stored;
    } catch {
      return onDisk;
    }
  })();
  const kept = signal(first);
  const basket = signal(first.basket);
  const past = signal<readonly Basket[]>([]);

  const write = (changed: Kept) => {
    const next = { ...changed, written: kept.peek().written + 1 };
    kept.value = next;
    basket.value = next.basket;
    const text = JSON.stringify(next);
    vault.keep(name, text);
    try {
      storage.setItem(name, text);
    } catch { /* a full or forbidden storage keeps nothing, and stops no sale */ }
  };
  return {
    basket, kept,
    settled: vault.settled,
    canUndo: computed(() => past.value.length > 0),
    change(next) {
      if (next === basket.peek()) return;
      past.value = [...past.peek().slice(1 - STEPS), basket.peek()];
      // What was given for goods that have all gone is not for those that come next.
      write({ ...kept.peek(), ...(next.lines.length === 0 ? { approvals: [] } : {}), basket: next });
    },
    settle(next) {
      if (next !== basket.peek()) write({ ...kept.peek(), basket: next });
    },
    undo() {
      const before = past.peek().at(-1);
      if (before === undefined) return false;
      past.value = past.peek().slice(0, -1);
      // The basket stays the same sale, even when it was empty for a moment.
      write({ ...kept.peek(), basket: before.lines.length === 0 ? emptyBasket : { ...before, saleId: before.saleId ?? basket.peek().saleId } });
      return true;
    },
    note: facts => write({ ...kept.peek(), ...facts }),
    renew(next = emptyBasket, facts = {}) {
      past.value = [];
      write({ ...kept.peek(), approvals: [], ...facts, basket: next });
    },
    heard(text) {
      past.value = [];
      kept.value = read(text);
      basket.value = kept.value.basket;
    },
  };
}
export const basketKey = (terminalId: string): string => `sontechsp.pos.basket.${terminalId}`;
