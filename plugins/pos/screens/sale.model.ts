import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { decimalText, isProblem, parseDecimal, type BrowserClock, type Format, type Session } from '@sontechsp/sdk/ui';
import { changeLine, isItem, itemsOf, removeLine, type Basket, type ItemLine, type Line } from './basket.js';
import { itemOf } from './catalogue.js';
import { blankEntry, pressPad, proposedEntry, type Entry } from './entry.js';
import type { Command } from './keys.js';
import { changeDiscount, changePrice, changeQuantity, type Change } from './line-change.js';
import type { Notice, Panel } from './panel.js';
import { startPayment, tender, withoutPart, type Method, type Payment } from './payment.js';
import { createSearch, type Search } from './search.model.js';
import type { Sound } from './sound.js';
import type { Till } from './till.js';

/** The host asks more, or less, than was shown. */
export interface PriceChange {
  readonly before: number;
  readonly now: number;
}
/** A scan that was answered: its line, unless the basket was full, and whether it is sold. */
export interface Touched {
  readonly key: string | undefined;
  readonly ok: boolean;
}
/** What the cashier sees and does. */
export interface SaleModel {
  readonly till: Till;
  readonly search: Search;
  readonly sound: Sound;
  readonly panel: ReadonlySignal<Panel>;
  readonly entry: ReadonlySignal<Entry>;
  /** How many of the next scan, in thousandths. */
  readonly times: ReadonlySignal<number | undefined>;
  /** The line the keys act on. */
  readonly selected: ReadonlySignal<string | undefined>;
  /** What kind of line that is. */
  readonly selectedKind: ReadonlySignal<Line['kind'] | undefined>;
  /** Whether there is anything to be paid for. */
  readonly payable: ReadonlySignal<boolean>;
  readonly notice: ReadonlySignal<Notice | undefined>;
  /** Why the sale was refused, shown in the payment panel. */
  readonly refusal: ReadonlySignal<unknown>;
  readonly priceChange: ReadonlySignal<PriceChange | undefined>;
  readonly helpOpen: ReadonlySignal<boolean>;
  /** What is to be paid. */
  readonly due: ReadonlySignal<number>;
  /** A whole code from the scanner; so many of its first characters had been told as typed. */
  scanned(code: string, typed: number): void;
  /** Characters typed where no field had the focus. */
  typed(text: string): void;
  command(command: Command): void;
  /** The text of the field in the panel. */
  write(text: string): void;
  pad(key: string): void;
  select(key: string): void;
  /** Takes one hit of the search. */
  choose(at: number): Promise<void>;
  leaveSearch(): void;
  discountOn(on: 'line' | 'basket'): void;
  discountBy(by: 'percent' | 'amount'): void;
  /** Hands over this much and is done. */
  tenderNow(amount: number | undefined): void;
  dropPart(at: number): void;
  acceptPrice(): void;
  dismissRefusal(): void;
  closeHelp(): void;
  showReceipt(saleId: string, print: boolean): void;
}

interface Deps {
  till: Till;
  clock: BrowserClock;
  format: Pick<Format, 'decimalMark'>;
  session: Pick<Session, 'can' | 'limit'>;
  sound: Sound;
  /** The line that was added or refused last; a new value each time. */
  touched: ReadonlySignal<Touched | undefined>;
}
const UNDO_TIME = 8000;

export function createSaleModel({ till, clock, format, session, sound, touched }: Deps): SaleModel {
  const { keeper } = till;
  const search = createSearch({ catalogue: till.catalogue, clock });
  const panel = signal<Panel>({ kind: 'pad' });
  const entry = signal<Entry>(blankEntry);
  const times = signal<number | undefined>(undefined);
  const chosen = signal<string | undefined>(undefined);
  const notice = signal<Notice | undefined>(undefined);
  const refusal = signal<unknown>(undefined);
  const priceChange = signal<PriceChange | undefined>(undefined);
  const agreed = signal<{ basket: Basket; total: number } | undefined>(undefined);
  const helpOpen = signal(false);
  let forgetNotice = () => {};

  const mark = () => format.decimalMark;
  const basket = () => keeper.basket.peek();
  const selected = computed(() => {
    const { lines } = keeper.basket.value;
    return (lines.find(line => line.key === chosen.value) ?? lines.at(-1))?.key;
  });
  const selectedKind = computed(() => keeper.basket.value.lines.find(l => l.key === selected.value)?.kind);
  const payable = computed(() => keeper.basket.value.lines.some(l => l.kind !== 'unknown'));
  const line = (): Line | undefined => basket().lines.find(l => l.key === selected.peek());
  const due = computed(() => (agreed.value?.basket === keeper.basket.value ? agreed.value.total : till.rows.sums.value.total));
  // What the scanner brought in is what the keys act on next.
  touched.subscribe(last => {
    if (!last) return;
    if (last.key !== undefined) chosen.value = last.key;
    if (last.ok) sound.ok();
    else sound.error();
    if (last.key === undefined) say('full', 'danger');
  });

  function say(key: string, tone: Notice['tone'] = 'info', values: Notice['values'] = {}, undo = false): void {
    forgetNotice();
    notice.value = { key, values, tone, undo };
    forgetNotice = clock.after(UNDO_TIME, () => { notice.value = undefined; });
  }
  function refuse(key: string, values: Notice['values'] = {}): void {
    sound.error();
    say(key, 'warn', values);
  }
  function show(next: Panel, text: Entry = blankEntry): void {
    batch(() => {
      if (next.kind !== 'search') search.clear();
      if (!notice.peek()?.undo) notice.value = undefined;
      panel.value = next;
      entry.value = text;
      refusal.value = undefined;
      priceChange.value = undefined;
    });
  }
  const rest = () => show({ kind: 'pad' });

  function takeCode(raw: string): void {
    const code = raw.trim().replace(/^\][A-Za-z]\d/, '');
    if (code === '') return;
    batch(() => {
      const many = times.peek() ?? 1000;
      times.value = undefined;
      if (panel.peek().kind === 'done') rest();
      notice.value = undefined;
      till.take(code, many);
    });
  }
  function repeat(): void {
    const last = line();
    if (!isItem(last)) return;
    if (last.unit === 'kg' || last.label) return refuse('weighScan');
    batch(() => {
      const more = Math.round(last.perScan * (times.peek() ?? 1000) / 1000);
      times.value = undefined;
      keeper.change(changeLine(basket(), last.key, { quantity: last.quantity + more }));
      sound.ok();
    });
  }
  function fewer(): void {
    const last = line();
    if (!isItem(last)) return;
    if (last.unit === 'kg' || last.label || last.quantity <= last.perScan) return remove();
    keeper.change(changeLine(basket(), last.key, { quantity: last.quantity - last.perScan }));
  }
  function remove(): void {
    const gone = line();
    if (!gone) return;
    batch(() => {
      const at = basket().lines.indexOf(gone);
      keeper.change(removeLine(basket(), gone.key));
      chosen.value = (basket().lines[at] ?? basket().lines.at(-1))?.key;
      say('removed', 'info', { name: isItem(gone) ? gone.name : gone.code }, true);
    });
  }
  function undo(): void {
    if (!keeper.undo()) return;
    till.scans.resume();
    say('undone');
  }
  function move(to: (at: number, last: number) => number): void {
    const { lines } = basket();
    const at = lines.findIndex(l => l.key === selected.peek());
    chosen.value = lines[Math.max(0, Math.min(lines.length - 1, to(at, lines.length - 1)))]?.key;
  }
  function setTimes(): void {
    const text = entry.peek().text;
    const many = parseDecimal(text, 3, mark());
    batch(() => {
      entry.value = blankEntry;
      if (text === '') times.value = undefined;
      else if (many === undefined || many <= 0 || many > 9_999_000) refuse('badNumber');
      else times.value = many;
    });
  }

  /** Digits typed before the key are what the key is about: `3 F4`, `10 F5`. */
  const typedBefore = () => (['pad', 'done'].includes(panel.peek().kind) && entry.peek().text !== '' ? entry.peek() : undefined);
  function editLine(kind: 'quantity' | 'price', written: (line: ItemLine) => string): void {
    const item = line();
    if (!isItem(item)) return refuse('chooseLine');
    show({ kind, key: item.key }, typedBefore() ?? proposedEntry(written(item)));
  }
  function editDiscount(on?: 'line' | 'basket'): void {
    const before = panel.peek();
    if (!session.can('pos.discount')) return refuse('noDiscount');
    if (itemsOf(basket()).length === 0) return refuse('empty');
    const item = line();
    const now = on ?? (before.kind === 'discount' ? (before.on === 'line' ? 'basket' : 'line') : 'basket');
    const target = now === 'line' && isItem(item) ? item : undefined;
    const there = target ? target.discount : basket().discount;
    const by = there && 'amount' in there ? 'amount' : 'percent';
    const text = there === null ? '' : 'amount' in there ? decimalText(there.amount, 2, mark(), true) : decimalText(Math.round(there.percent * 100), 2, mark(), true);
    show({ kind: 'discount', on: target ? 'line' : 'basket', key: target?.key, by }, typedBefore() ?? proposedEntry(text));
  }
  function apply(change: Change): void {
    if ('refused' in change) return refuse(change.refused, change.values);
    batch(() => {
      keeper.change(change.basket);
      rest();
    });
  }

  function openPayment(method: Method, split = false): void {
    const before = panel.peek();
    if (till.selling.state.peek() !== 'idle') return;
    if (before.kind === 'pay') {
      panel.value = { kind: 'pay', payment: { ...before.payment, method, split: split || before.payment.split } };
      refusal.value = undefined;
      return;
    }
    if (!payable.peek()) return refuse('empty');
    show({ kind: 'pay', payment: startPayment(method, split) }, typedBefore() ?? blankEntry);
  }
  async function pay(amount: number | undefined): Promise<void> {
    if (till.selling.state.peek() !== 'idle') return;
    // Enter may come sooner than the answer to the last scan: the sale waits for it.
    if (till.scans.open.peek() > 0) {
      const unknownBefore = unknownCount();
      await till.scans.settled();
      if (unknownCount() > unknownBefore) return;
    }
    const now = panel.peek();
    if (now.kind !== 'pay' || till.selling.state.peek() !== 'idle') return;
    if (itemsOf(basket()).length === 0) return refuse('empty');
    const next = tender(now.payment, due.peek(), amount);
    if (next.kind === 'refused') return refuse(next.why);
    if (next.kind === 'part') {
      panel.value = { kind: 'pay', payment: next.payment };
      entry.value = blankEntry;
      return;
    }
    refusal.value = undefined;
    const sold = await till.sell(next.parts, due.peek());
    if (sold.kind === 'done') {
      sound.ok();
      notice.value = undefined;
      show({ kind: 'done', sale: sold.sale, earlier: sold.earlier });
    } else if (sold.kind === 'refused') {
      sound.error();
      if (isProblem(sold.problem, 'pos.priceChanged')) priceChange.value = { before: due.peek(), now: Number(sold.problem.facts['total']) };
      else refusal.value = sold.problem;
    } else say('stopped', 'warn');
  }
  const unknownCount = () => basket().lines.filter(l => l.kind === 'unknown').length;
  function payTyped(): void {
    const { text } = entry.peek();
    const amount = text.trim() === '' ? undefined : parseDecimal(text, 2, mark());
    if (text.trim() !== '' && (amount === undefined || amount < 0)) return refuse('badNumber');
    void pay(amount);
  }
  function acceptPrice(): void {
    const change = priceChange.peek();
    if (!change) return;
    batch(() => {
      agreed.value = { basket: basket(), total: change.now };
      priceChange.value = undefined;
    });
  }
  function withPayment(change: (payment: Payment) => Payment): void {
    const now = panel.peek();
    if (now.kind === 'pay') panel.value = { kind: 'pay', payment: change(now.payment) };
  }

  function confirm(): void {
    const now = panel.peek();
    if (now.kind === 'pay') {
      if (priceChange.peek()) acceptPrice();
      else if (refusal.peek() !== undefined) refusal.value = undefined;
      else payTyped();
    } else if (now.kind === 'search') void choose(search.active.peek());
    else if (now.kind === 'quantity') apply(changeQuantity(basket(), now.key, entry.peek().text, mark()));
    else if (now.kind === 'price') apply(changePrice(basket(), now.key, entry.peek().text, mark()));
    else if (now.kind === 'discount') apply(changeDiscount(basket(), now.key, entry.peek().text, now.by, session.limit('pos.discount'), mark()));
    else if (entry.peek().text !== '') {
      const code = entry.peek().text;
      entry.value = blankEntry;
      takeCode(code);
    } else if (now.kind === 'pad') repeat();
  }
  /** One step, and never the basket. */
  function back(): void {
    const now = panel.peek();
    if (now.kind === 'pay') {
      if (till.selling.state.peek() === 'retrying') till.selling.stop();
      else if (till.selling.state.peek() === 'sending') return;
      else if (priceChange.peek() || refusal.peek() !== undefined) {
        priceChange.value = undefined;
        refusal.value = undefined;
      } else if (entry.peek().text !== '') entry.value = blankEntry;
      else if (now.payment.parts.length > 0) withPayment(p => withoutPart(p, p.parts.length - 1));
      else rest();
    } else if (now.kind === 'receipt') show(now.before);
    else if (now.kind === 'search') leaveSearch();
    else if (now.kind === 'done' || now.kind === 'pad') {
      if (entry.peek().text !== '') entry.value = blankEntry;
      else if (times.peek() !== undefined) times.value = undefined;
      else if (now.kind === 'done') rest();
    } else rest();
  }
  function leaveSearch(): void {
    if (panel.peek().kind === 'search') rest();
  }
  async function choose(at: number): Promise<void> {
    search.point(at);
    const found = await search.chosen();
    if (!found) return;
    batch(() => {
      const many = times.peek() ?? 1000;
      times.value = undefined;
      leaveSearch();
      till.add(itemOf(found), many);
    });
  }
  function showReceipt(saleId: string, print: boolean): void {
    const now = panel.peek();
    show({ kind: 'receipt', saleId, print, before: now.kind === 'receipt' ? now.before : now.kind === 'done' ? now : { kind: 'pad' } });
  }
  till.onRecovered(sale => show({ kind: 'done', sale, earlier: true }));

  const commands: Readonly<Record<Command, () => void>> = {
    help: () => { helpOpen.value = !helpOpen.peek(); },
    search: () => { if (panel.peek().kind !== 'pay') show({ kind: 'search' }); },
    quantity: () => editLine('quantity', item => decimalText(item.quantity, 3, mark(), true)),
    price: () => (session.can('pos.price.override') ? editLine('price', item => decimalText(item.ownPrice ?? item.price, 2, mark())) : refuse('noPrice')),
    discount: () => editDiscount(),
    cash: () => openPayment('cash'),
    card: () => openPayment('card'),
    split: () => openPayment('cash', true),
    remove, undo, back, confirm,
    reprint: () => {
      const id = keeper.kept.peek().lastSaleId;
      if (id === null) refuse('noReceipt');
      else if (panel.peek().kind !== 'pay') showReceipt(id, true);
    },
    up: () => (panel.peek().kind === 'search' ? search.move(-1) : move(at => at - 1)),
    down: () => (panel.peek().kind === 'search' ? search.move(1) : move(at => at + 1)),
    first: () => move(() => 0),
    last: () => move((_, last) => last),
    more: repeat,
    less: fewer,
    erase: () => pad('erase'),
    times: setTimes,
  };
  function pad(key: string): void {
    entry.value = pressPad(entry.peek(), key, mark());
  }
  function typeOne(character: string): void {
    const kind = panel.peek().kind;
    const resting = kind === 'pad' || kind === 'done';
    if (/\d/.test(character)) pad(character);
    else if (character === ',' || character === '.') pad(mark());
    else if (resting && /[*×]/.test(character)) setTimes();
    else if (resting && character === '+') repeat();
    else if (resting && character === '-') fewer();
    else if (kind === 'search') search.type(search.q.peek() + character);
    else if (resting && /\p{L}/u.test(character)) {
      const before = entry.peek().text;
      show({ kind: 'search' });
      search.type(before + character);
    }
  }
  /** Commands that change the basket rest while its sale is under way. */
  const anyTime = new Set<Command>(['help', 'back']);

  return {
    till, search, sound, panel, entry, times, selected, selectedKind, payable, notice, refusal, priceChange, helpOpen, due, leaveSearch, choose, acceptPrice, pad, showReceipt,
    scanned: (code, typed) => batch(() => {
      if (typed > 0) entry.value = { text: entry.peek().text.slice(0, -typed), fresh: false };
      takeCode(code);
    }),
    typed: text => batch(() => [...text].forEach(typeOne)),
    command(command) {
      if (till.selling.state.peek() === 'idle' || anyTime.has(command)) batch(commands[command]);
    },
    write: text => { entry.value = { text, fresh: false }; },
    select: key => { chosen.value = key; },
    discountOn: editDiscount,
    discountBy(by) {
      const now = panel.peek();
      if (now.kind === 'discount') panel.value = { ...now, by };
    },
    tenderNow: amount => void pay(amount),
    dropPart: at => withPayment(p => withoutPart(p, at)),
    dismissRefusal: () => { refusal.value = undefined; },
    closeHelp: () => { helpOpen.value = false; },
  };
}
