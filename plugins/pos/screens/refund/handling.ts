import { batch, signal, type ReadonlySignal } from '@preact/signals';
import { decimalText, parseDecimal } from '@sontechsp/sdk/ui';
import { isItem, itemsOf, type ItemLine } from '../basket.js';
import { blankEntry, pressPad, proposedEntry, type Entry } from '../entry.js';
import { changeDiscount, changePrice, changeQuantity, type Change } from '../line-change.js';
import type { Goods } from './goods.js';
import type { Phase, Say, Selected } from './phase.js';
import { choose, chooseAll, stepped, type ReturnLine } from './return-lines.js';

/** A number about new goods that is being typed; without it the number typed is a quantity. */
export type Editing =
  | { readonly kind: 'price'; readonly key: string }
  | { readonly kind: 'discount'; readonly key: string | undefined; readonly by: 'percent' | 'amount' };

/** What is done with one line, and the choosing of it. */
export interface Handling {
  readonly selected: ReadonlySignal<Selected | undefined>;
  readonly entry: ReadonlySignal<Entry>;
  readonly editing: ReadonlySignal<Editing | undefined>;
  select(next: Selected | undefined): void;
  move(to: (at: number, last: number) => number): void;
  step(by: 1 | -1): void;
  /** Enter: what was typed is the quantity of the line; nothing typed takes all of it, or none. */
  confirm(): void;
  remove(): void;
  /** All that is left of the sale; nothing, when that was chosen already. */
  all(): void;
  toggleShelf(): void;
  editPrice(): void;
  /** Asked again, it changes between the line and all new goods. */
  editDiscount(): void;
  discountBy(by: 'percent' | 'amount'): void;
  discountOn(on: 'line' | 'basket'): void;
  /** So much of a line of the sale comes back; false when so much is not left. */
  put(line: ReturnLine, quantity: number): boolean;
  write(text: string): void;
  press(key: string): void;
  /** Takes what was typed, and closes what was being edited. False when there was neither. */
  clear(): boolean;
}

interface Deps {
  phase: ReadonlySignal<Phase>;
  goods: Goods;
  mark: () => ',' | '.';
  say: Say;
  hush(): void;
}
export function createHandling({ phase, goods, mark, say, hush }: Deps): Handling {
  const selected = signal<Selected | undefined>(undefined);
  const entry = signal<Entry>(blankEntry);
  const editing = signal<Editing | undefined>(undefined);
  const side = () => {
    const at = phase.peek();
    return at.kind === 'sale' && at.how !== 'void' ? at.back : undefined;
  };
  const chosenLine = (): ReturnLine | undefined => {
    const at = selected.peek();
    return at?.list === 'back' ? side()?.lines.peek().find(line => line.id === at.key) : undefined;
  };
  const chosenGoods = () => {
    const at = selected.peek();
    return at?.list === 'goods' ? goods.basket.peek().lines.find(one => one.key === at.key) : undefined;
  };
  const chosenItem = (): ItemLine | undefined => {
    const line = chosenGoods();
    return isItem(line) ? line : undefined;
  };
  function select(next: Selected | undefined): void {
    batch(() => {
      if (next?.key !== selected.peek()?.key) clear();
      selected.value = next;
    });
  }
  function clear(): boolean {
    const some = entry.peek().text !== '' || editing.peek() !== undefined;
    batch(() => {
      entry.value = blankEntry;
      editing.value = undefined;
    });
    return some;
  }
  function put(line: ReturnLine, quantity: number): boolean {
    const back = side();
    const next = back && choose(back.lines.peek(), line.id, quantity);
    if (!next) return false;
    hush();
    back.lines.value = next;
    return true;
  }
  function carryOut(change: Change): void {
    if ('refused' in change) return say(change.refused, 'warn', change.values);
    batch(() => {
      clear();
      hush();
      goods.change(change.basket);
    });
  }
  function setLine(line: ReturnLine, text: string): void {
    const quantity = text === '' ? undefined : parseDecimal(text, 3, mark());
    entry.value = blankEntry;
    if (text !== '' && (quantity === undefined || quantity < 0)) return say('badNumber');
    if (!put(line, quantity ?? (line.chosen === line.left ? 0 : line.left))) say('tooMany', 'warn', { left: line.left / 1000, name: line.name });
  }
  function edit(next: Editing, text: string): void {
    const typed = editing.peek() === undefined && entry.peek().text !== '' ? entry.peek() : undefined;
    batch(() => {
      editing.value = next;
      entry.value = typed ?? proposedEntry(text);
    });
  }
  function discount(key: string | undefined): void {
    const there = key === undefined ? goods.basket.peek().discount : chosenItem()?.discount ?? null;
    const by = there && 'amount' in there ? 'amount' : 'percent';
    const units = there === null ? undefined : 'amount' in there ? there.amount : Math.round(there.percent * 100);
    edit({ kind: 'discount', key, by }, units === undefined ? '' : decimalText(units, 2, mark(), true));
  }
  return {
    selected, entry, editing, select, put, clear,
    move(to) {
      const at = phase.peek();
      const rows: Selected[] = [
        ...(at.kind === 'sale' ? at.back.lines.peek() : []).map(line => ({ list: 'back' as const, key: line.id })),
        ...goods.basket.peek().lines.map(line => ({ list: 'goods' as const, key: line.key })),
      ];
      const here = rows.findIndex(row => row.key === selected.peek()?.key);
      const next = rows[Math.max(0, Math.min(rows.length - 1, to(here, rows.length - 1)))];
      if (next) select(next);
    },
    step(by) {
      const [line, item] = [chosenLine(), chosenItem()];
      if (line) put(line, stepped(line, by));
      else if (item) goods.setQuantity(item.key, item.quantity + by * item.perScan);
    },
    confirm() {
      const now = editing.peek();
      const { text } = entry.peek();
      const [line, item] = [chosenLine(), chosenItem()];
      if (now?.kind === 'price') carryOut(changePrice(goods.basket.peek(), now.key, text, mark()));
      else if (now) carryOut(changeDiscount(goods.basket.peek(), now.key, text, now.by, mark()));
      else if (line) setLine(line, text);
      else if (item && text !== '') carryOut(changeQuantity(goods.basket.peek(), item.key, text, mark()));
    },
    remove() {
      const [line, item] = [chosenLine(), chosenGoods()];
      if (line) put(line, 0);
      else if (item) goods.remove(item.key);
    },
    all() {
      const back = side();
      if (back) back.lines.value = chooseAll(back.lines.peek());
    },
    toggleShelf() {
      const [line, item, back] = [chosenLine(), chosenItem(), side()];
      if (line && back) back.lines.value = back.lines.peek().map(one => (one === line ? { ...one, restock: !one.restock } : one));
      else if (item) goods.toggleShelf(item.key);
    },
    editPrice() {
      const item = chosenItem();
      if (item) edit({ kind: 'price', key: item.key }, decimalText(item.ownPrice ?? item.price, 2, mark()));
    },
    editDiscount() {
      const item = chosenItem();
      const now = editing.peek();
      if (itemsOf(goods.basket.peek()).length > 0) discount(now?.kind === 'discount' && now.key !== undefined ? undefined : item?.key);
    },
    discountBy(by) {
      const now = editing.peek();
      if (now?.kind === 'discount') editing.value = { ...now, by };
    },
    discountOn: on => discount(on === 'line' ? chosenItem()?.key : undefined),
    write(text) {
      entry.value = { text, fresh: false };
    },
    press(key) {
      entry.value = pressPad(entry.peek(), key, mark());
    },
  };
}
