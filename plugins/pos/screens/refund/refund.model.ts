import { batch, effect, signal, type ReadonlySignal } from '@preact/signals';
import { parseDecimal, uuid, type Api, type BrowserClock, type Format, type Session, type Translate } from '@sontechsp/sdk/ui';
import { itemOf } from '../catalogue.js';
import { blankEntry, pressPad, type Entry } from '../entry.js';
import type { Command } from '../keys.js';
import { createSearch, type Search } from '../search.model.js';
import { createSelling, type Selling } from '../selling.js';
import type { Sound } from '../sound.js';
import { createBooking, type Booking } from './booking.js';
import { createComingBack } from './coming-back.js';
import { createFinding, type Finding, type ListedSale } from './finding.js';
import type { Goods } from './goods.js';
import type { How, Notice, Phase, Reason, Selected } from './phase.js';
import { reasons } from './phase.js';
import { receiptNumberOf } from './receipt-number.js';
import { choose, chooseAll, lineFor, stepped, type ReturnLine } from './return-lines.js';

/** Goods that come back: found by their receipt or without one, exchanged for others or for money. */
export interface RefundModel {
  readonly phase: ReadonlySignal<Phase>;
  readonly finding: Finding;
  readonly goods: Goods;
  /** Finds products by name, where goods are added. */
  readonly search: Search;
  readonly searching: ReadonlySignal<boolean>;
  readonly booking: Booking;
  readonly selling: Selling;
  readonly selected: ReadonlySignal<Selected | undefined>;
  readonly entry: ReadonlySignal<Entry>;
  readonly reason: ReadonlySignal<Reason>;
  readonly notice: ReadonlySignal<Notice | undefined>;
  /** Why the sale could not be found. */
  readonly problem: ReadonlySignal<unknown>;
  readonly can: { readonly free: boolean; readonly void: boolean; readonly exchange: boolean };
  scanned(code: string): void;
  typed(text: string): void;
  command(command: Command): void;
  write(text: string): void;
  open(sale: { id: string }, how?: How): Promise<void>;
  openNumber(receiptNo: string): Promise<void>;
  openFree(): void;
  choose(at: number): Promise<void>;
  select(selected: Selected): void;
  setReason(reason: Reason): void;
  close(): void;
}

interface Deps {
  api: Api;
  clock: BrowserClock;
  sound: Sound;
  session: Pick<Session, 'can' | 'store'>;
  goods: Goods;
  words: { readonly t: Translate; readonly format: Pick<Format, 'decimalMark'> };
}

export function createRefundModel({ api, clock, sound, session, goods, words: { t, format } }: Deps): RefundModel {
  const phase = signal<Phase>({ kind: 'find' });
  const selected = signal<Selected | undefined>(undefined);
  const entry = signal<Entry>(blankEntry);
  const reason = signal<Reason>({ quick: reasons[0] });
  const notice = signal<Notice | undefined>(undefined);
  const problem = signal<unknown>(undefined);
  const searching = signal(false);
  const finding = createFinding({ api, clock, session });
  const selling = createSelling({ api, clock });
  const search = createSearch({ catalogue: goods.catalogue, clock });
  const busy = () => selling.state.peek() !== 'idle';
  const now = () => phase.peek();
  const comingBack = () => {
    const at = now();
    return at.kind === 'sale' ? at.back : undefined;
  };
  const takesGoods = () => {
    const at = now();
    return at.kind === 'free' || (at.kind === 'sale' && at.how === 'exchange');
  };

  let forget = () => {};
  function say(key: string, tone: Notice['tone'] = 'warn', values: Notice['values'] = {}): void {
    forget();
    if (tone === 'warn') sound.error();
    notice.value = { key, tone, values };
    forget = clock.after(8000, () => { notice.value = undefined; });
  }
  const hush = () => {
    forget();
    notice.value = undefined;
  };
  function go(next: Phase): void {
    batch(() => {
      comingBack()?.stop();
      if (next.kind !== 'sale' || next.how !== 'exchange') goods.clear();
      searching.value = false;
      entry.value = blankEntry;
      problem.value = undefined;
      booking.reset();
      phase.value = next;
      if (next.kind === 'sale' || next.kind === 'free') reason.value = { quick: next.kind === 'sale' && next.how === 'void' ? 'mistake' : reasons[0] };
      if (next.kind === 'sale') selected.value = { list: 'back', key: next.back.lines.peek()[0]?.id ?? '' };
      else if (next.kind === 'find') finding.refresh();
    });
  }
  const booking = createBooking({
    api, selling, goods, phase, uuid, reason: () => reasonText(),
    mayTender: session.can('pos.refund.tender'),
    say, done(result) {
      sound.ok();
      hush();
      go(result);
    },
    again: id => open({ id }),
  });
  function reasonText(): string {
    const why = reason.peek();
    return 'quick' in why ? t(`pos:ui.refund.reasons.${why.quick}`) : why.text.trim() || t(`pos:ui.refund.reasons.${reasons[0]}`);
  }

  async function find(work: () => Promise<ListedSale | { id: string } | undefined>, how: How, missing: string): Promise<void> {
    if (busy()) return;
    problem.value = undefined;
    try {
      const found = await work();
      if (!found) return say('noReceipt', 'warn', { receiptNo: missing });
      // The slip of a refund leads to the sale it came from.
      const origin = 'refundOf' in found && found.refundOf ? found.refundOf : found.id;
      if ('kind' in found && found.kind === 'return') return say('isReturn', 'warn', { receiptNo: missing });
      const sale = await finding.byId(origin);
      hush();
      go({ kind: 'sale', how, back: createComingBack({ api, clock, sale }) });
      const back = comingBack()!;
      if (how === 'void') back.change(chooseAll(back.lines.peek()));
      else if (origin !== found.id) say('wasRefund', 'info', { receiptNo: sale.receiptNo });
      else if (back.lines.peek().every(line => line.left === 0)) say('nothingLeft', 'info');
    } catch (error) {
      sound.error();
      problem.value = error;
    }
  }
  const open = (sale: { id: string }, how: How = 'refund') => find(async () => sale, how, '');
  const openNumber = (receiptNo: string) => find(() => finding.byNumber(receiptNo), 'refund', receiptNo);

  /** A product held to the scanner: one more of it comes back. */
  async function scanProduct(code: string): Promise<void> {
    const back = comingBack();
    if (!back) return;
    try {
      let line = lineFor(back.lines.peek(), one => one.barcode === code);
      const item = line ? undefined : goods.catalogue.known(code) ?? await goods.catalogue.ask(code);
      line ??= item && lineFor(back.lines.peek(), one => one.productId === item.productId);
      if (!line || comingBack() !== back) return say('notOnReceipt', 'warn', { code });
      if (line.chosen >= line.left) return say('noneLeft', 'warn', { name: line.name });
      select({ list: 'back', key: line.id });
      put(line, stepped(line, 1));
      sound.ok();
    } catch {
      say('notOnReceipt', 'warn', { code });
    }
  }
  function scanned(raw: string): void {
    const code = raw.trim().replace(/^\][A-Za-z]\d/, '');
    if (code === '' || busy()) return;
    const receiptNo = receiptNumberOf(code);
    if (receiptNo) void openNumber(receiptNo);
    else if (takesGoods()) goods.scans.take(code, 1000);
    else if (now().kind === 'sale') void scanProduct(code);
    else say('scanReceipt');
  }

  function put(line: ReturnLine, quantity: number): boolean {
    const back = comingBack();
    const next = back && choose(back.lines.peek(), line.id, quantity);
    if (!next) return false;
    hush();
    back.change(next);
    return true;
  }
  const chosenLine = (): ReturnLine | undefined => {
    const at = selected.peek();
    return at?.list === 'back' ? comingBack()?.lines.peek().find(line => line.id === at.key) : undefined;
  };
  const chosenGoods = () => {
    const at = selected.peek();
    const line = at?.list === 'goods' ? goods.basket.peek().lines.find(one => one.key === at.key) : undefined;
    return line;
  };
  const isFixed = () => {
    const at = now();
    return at.kind === 'sale' && at.how === 'void';
  };
  function step(by: 1 | -1): void {
    const line = chosenLine();
    const item = chosenGoods();
    if (line && !isFixed()) put(line, stepped(line, by));
    else if (item?.kind === 'item') goods.setQuantity(item.key, item.quantity + by * item.perScan);
  }
  /** Enter: what was typed is the quantity of the line; nothing typed takes all of it, or none. */
  function confirm(): void {
    if (searching.peek()) return void chooseProduct(search.active.peek());
    if (now().kind === 'find') return void openActive();
    if (now().kind === 'done') return go({ kind: 'find' });
    const { text } = entry.peek();
    const quantity = text === '' ? undefined : parseDecimal(text, 3, format.decimalMark);
    const line = chosenLine();
    const item = chosenGoods();
    entry.value = blankEntry;
    if (text !== '' && (quantity === undefined || quantity < 0)) return say('badNumber');
    if (line && !isFixed()) {
      if (!put(line, quantity ?? (line.chosen === line.left ? 0 : line.left))) say('tooMany', 'warn', { left: line.left / 1000, name: line.name });
    } else if (item && quantity !== undefined) goods.setQuantity(item.key, quantity);
  }
  async function openActive(): Promise<void> {
    const sale = await finding.chosen();
    if (sale && now().kind === 'find') await open(sale);
  }
  async function chooseProduct(at: number): Promise<void> {
    search.point(at);
    const found = await search.chosen();
    if (!found || !takesGoods()) return;
    batch(() => {
      searching.value = false;
      goods.scans.add(itemOf(found), 1000);
    });
  }
  function move(to: (at: number, last: number) => number): void {
    if (searching.peek()) return;
    if (now().kind === 'find') return finding.move(to(finding.active.peek(), finding.sales.peek().length - 1) - finding.active.peek());
    const rows: Selected[] = [
      ...(comingBack()?.lines.peek() ?? []).map(line => ({ list: 'back' as const, key: line.id })),
      ...goods.basket.peek().lines.map(line => ({ list: 'goods' as const, key: line.key })),
    ];
    const at = rows.findIndex(row => row.key === selected.peek()?.key);
    const next = rows[Math.max(0, Math.min(rows.length - 1, to(at, rows.length - 1)))];
    if (next) select(next);
  }
  function select(next: Selected): void {
    batch(() => {
      if (next.key !== selected.peek()?.key) entry.value = blankEntry;
      selected.value = next;
    });
  }
  function back(): void {
    const at = now();
    if (selling.state.peek() === 'retrying') selling.stop();
    else if (busy()) return;
    else if (searching.peek()) searching.value = false;
    else if (booking.refusal.peek() !== undefined) booking.understood();
    else if (entry.peek().text !== '') entry.value = blankEntry;
    else if (at.kind === 'sale' && at.how === 'exchange') {
      goods.clear();
      phase.value = { ...at, how: 'refund' };
      booking.reset();
    } else if (at.kind !== 'find') go({ kind: 'find' });
  }
  function toggleExchange(): void {
    const at = now();
    if (at.kind !== 'sale' || at.how === 'void' || !session.can('pos.sell')) return;
    if (at.how === 'exchange') goods.clear();
    booking.reset();
    phase.value = { ...at, how: at.how === 'exchange' ? 'refund' : 'exchange' };
  }
  function toggleRestock(): void {
    const line = chosenLine();
    const side = comingBack();
    if (line && side && !isFixed()) side.change(side.lines.peek().map(one => (one === line ? { ...one, restock: !one.restock } : one)));
  }
  function nextReason(): void {
    const why = reason.peek();
    const at = 'quick' in why ? reasons.indexOf(why.quick) : -1;
    reason.value = { quick: reasons[(at + 1) % reasons.length]! };
  }
  function remove(): void {
    const line = chosenLine();
    const item = chosenGoods();
    if (line && !isFixed()) put(line, 0);
    else if (item) goods.remove(item.key);
  }
  function all(): void {
    const side = comingBack();
    if (side && !isFixed()) side.change(chooseAll(side.lines.peek()));
  }

  const commands: Partial<Record<Command, () => void>> = {
    search() {
      if (takesGoods()) searching.value = true;
      else if (now().kind !== 'find') go({ kind: 'find' });
    },
    quantity: nextReason, discount: toggleRestock, price: toggleExchange, remove, back, confirm, times: all,
    cash: () => void book('cash'), card: () => void book('card'),
    up: () => move(at => at - 1), down: () => move(at => at + 1), first: () => move(() => 0), last: () => move((_, last) => last),
    more: () => step(1), less: () => step(-1),
    erase: () => { entry.value = pressPad(entry.peek(), 'erase', format.decimalMark); },
  };
  async function book(method: 'cash' | 'card'): Promise<void> {
    const at = now();
    if (at.kind === 'find' || at.kind === 'done') return;
    // Only who is owed money is handed some; else what was typed is a quantity still to be taken.
    const handed = at.kind === 'sale' && at.how === 'exchange' && booking.balance.peek().amount > 0;
    if (!handed && entry.peek().text !== '') confirm();
    const { text } = entry.peek();
    const amount = text === '' ? undefined : parseDecimal(text, 2, format.decimalMark);
    if (text !== '' && amount === undefined) return say('badNumber');
    entry.value = blankEntry;
    await booking.book(method, amount);
  }
  function typeOne(character: string): void {
    const mark = format.decimalMark;
    if (now().kind === 'find') finding.type(finding.q.peek() + character);
    else if (searching.peek()) search.type(search.q.peek() + character);
    else if (now().kind === 'done') return;
    else if (/\d/.test(character)) entry.value = pressPad(entry.peek(), character, mark);
    else if (character === ',' || character === '.') entry.value = pressPad(entry.peek(), mark, mark);
    else if (/[*×]/.test(character)) all();
    else if (character === '+') step(1);
    else if (character === '-') step(-1);
    else if (/\p{L}/u.test(character) && takesGoods()) {
      searching.value = true;
      search.type(character);
    }
  }

  const stops = [
    goods.touched.subscribe(last => {
      if (!last) return;
      if (last.key !== undefined) selected.value = { list: 'goods', key: last.key };
      if (last.ok) sound.ok();
      else sound.error();
    }),
    effect(() => { if (!searching.value) search.clear(); }),
  ];
  finding.refresh();
  return {
    phase, finding, goods, search, searching, booking, selling, selected, entry, reason, notice, problem, scanned, open, openNumber, select,
    can: { free: session.can('pos.return.free'), void: session.can('pos.void'), exchange: session.can('pos.sell') },
    typed: text => batch(() => [...text].forEach(typeOne)),
    command(command) {
      if (!busy() || command === 'back') batch(() => commands[command]?.());
    },
    write: text => { entry.value = { text, fresh: false }; },
    openFree() {
      if (!busy() && session.can('pos.return.free')) go({ kind: 'free' });
    },
    choose: async at => {
      if (searching.peek()) await chooseProduct(at);
      else {
        finding.point(at);
        await openActive();
      }
    },
    setReason: next => { reason.value = next; },
    close() {
      comingBack()?.stop();
      forget();
      stops.forEach(stop => stop());
    },
  };
}
