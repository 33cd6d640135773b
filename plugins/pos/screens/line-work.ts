import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { decimalText } from '@sontechsp/sdk/ui';
import type { Approving } from './approving.js';
import { askAgain, changeLine, isItem, itemsOf, removeLine, type ItemLine, type Line } from './basket.js';
import type { Desk } from './desk.js';
import { proposedEntry } from './entry.js';
import { changeDiscount, changePrice, changeQuantity, type Change } from './line-change.js';
import type { Sound } from './sound.js';
import type { Till } from './till.js';

/** What is done with one line, and the choosing of it. */
export interface LineWork {
  /** The line the keys act on: the one chosen, else the last. */
  readonly selected: ReadonlySignal<string | undefined>;
  readonly selectedKind: ReadonlySignal<Line['kind'] | undefined>;
  select(key: string | undefined): void;
  move(to: (at: number, last: number) => number): void;
  /** One scan more of the chosen line, or as many as were typed. */
  repeat(): void;
  fewer(): void;
  remove(): void;
  undo(): void;
  editQuantity(): void;
  editPrice(): void;
  /** Asked again, it changes between line and basket. */
  editDiscount(on?: 'line' | 'basket'): void;
  discountBy(by: 'percent' | 'amount'): void;
  /** Enter in the panel of such a number. */
  apply(): void;
}

interface Deps {
  approving: Approving;
  till: Till;
  desk: Desk;
  sound: Sound;
}
export function createLineWork({ till, desk, sound, approving }: Deps): LineWork {
  const { keeper } = till;
  const chosen = signal<string | undefined>(undefined);
  const selectedLine = computed(() => keeper.basket.value.lines.find(line => line.key === chosen.value) ?? keeper.basket.value.lines.at(-1));
  const basket = () => keeper.basket.peek();
  const line = () => selectedLine.peek();
  const isSingle = (item: ItemLine) => item.unit === 'kg' || item.label !== null;

  function remove(): void {
    const gone = line();
    if (!gone) return;
    batch(() => {
      const at = basket().lines.indexOf(gone);
      keeper.change(removeLine(basket(), gone.key));
      chosen.value = (basket().lines[at] ?? basket().lines.at(-1))?.key;
      desk.say('removed', 'info', { name: isItem(gone) ? gone.name : gone.code }, true);
    });
  }
  function edit(kind: 'quantity' | 'price', written: (item: ItemLine) => string): void {
    const item = line();
    if (!isItem(item)) return desk.refuse('chooseLine');
    desk.show({ kind, key: item.key }, desk.typedBefore() ?? proposedEntry(written(item)));
  }
  /** `make` is asked again when somebody's leave came first: the basket may have grown meanwhile. */
  function take(make: () => Change): void {
    const change = make();
    if ('refused' in change) return desk.refuse(change.refused, change.values);
    const before = new Set(approving.missing(basket()).map(need => JSON.stringify(need)));
    const needs = approving.missing(change.basket).filter(need => !before.has(JSON.stringify(need)));
    if (needs.length > 0) return approving.ask(needs, () => carryOut(make()));
    carryOut(change);
  }
  function carryOut(change: Change): void {
    if ('refused' in change) return desk.refuse(change.refused, change.values);
    batch(() => {
      keeper.change(change.basket);
      desk.rest();
    });
  }
  return {
    selected: computed(() => selectedLine.value?.key),
    selectedKind: computed(() => selectedLine.value?.kind),
    remove,
    select(key) {
      chosen.value = key;
    },
    move(to) {
      const { lines } = basket();
      const at = lines.findIndex(l => l.key === line()?.key);
      chosen.value = lines[Math.max(0, Math.min(lines.length - 1, to(at, lines.length - 1)))]?.key;
    },
    repeat() {
      const item = line();
      if (item?.kind === 'asking') return keeper.change(askAgain(basket(), item.key, desk.takeTimes()));
      if (!isItem(item)) return;
      if (isSingle(item)) return desk.refuse('weighScan');
      batch(() => {
        keeper.change(changeLine(basket(), item.key, { quantity: item.quantity + Math.round(item.perScan * desk.takeTimes() / 1000) }));
        sound.ok();
      });
    },
    fewer() {
      const item = line();
      if (!isItem(item)) return;
      if (isSingle(item) || item.quantity <= item.perScan) return remove();
      keeper.change(changeLine(basket(), item.key, { quantity: item.quantity - item.perScan }));
    },
    undo() {
      if (!keeper.undo()) return;
      till.scans.resume();
      desk.say('undone');
    },
    editQuantity: () => edit('quantity', item => decimalText(item.quantity, 3, desk.mark(), true)),
    editPrice: () => edit('price', item => decimalText(item.ownPrice ?? item.price, 2, desk.mark())),
    editDiscount(on) {
      if (itemsOf(basket()).length === 0) return desk.refuse('empty');
      const before = desk.panel.peek();
      const wanted = on ?? (before.kind === 'discount' && before.on === 'basket' ? 'line' : 'basket');
      const item = line();
      const target = wanted === 'line' && isItem(item) ? item : undefined;
      const there = target ? target.discount : basket().discount;
      const by = there && 'amount' in there ? 'amount' : 'percent';
      const units = there === null ? undefined : 'amount' in there ? there.amount : Math.round(there.percent * 100);
      desk.show(
        { kind: 'discount', on: target ? 'line' : 'basket', key: target?.key, by },
        desk.typedBefore() ?? proposedEntry(units === undefined ? '' : decimalText(units, 2, desk.mark(), true)),
      );
    },
    discountBy(by) {
      const now = desk.panel.peek();
      if (now.kind === 'discount') desk.panel.value = { ...now, by };
    },
    apply() {
      const now = desk.panel.peek();
      const { text } = desk.entry.peek();
      if (now.kind === 'quantity') take(() => changeQuantity(basket(), now.key, text, desk.mark()));
      else if (now.kind === 'price') take(() => changePrice(basket(), now.key, text, desk.mark()));
      else if (now.kind === 'discount') take(() => changeDiscount(basket(), now.key, text, now.by, desk.mark()));
    },
  };
}
