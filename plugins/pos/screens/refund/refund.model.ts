import { batch, effect, signal, type ReadonlySignal } from '@preact/signals';
import { isProblem, uuid, type Api, type BrowserClock, type Format, type Session, type Translate } from '@sontechsp/sdk/ui';
import { itemOf } from '../catalogue.js';
import { createLeave, type Approval, type Leave } from '../leave.js';
import { takesTheKeys } from '../scans.js';
import { createSearch, type Search } from '../search.model.js';
import { createSelling, type Selling } from '../selling.js';
import type { ShiftState } from '../shift/shift-state.js';
import type { Sound } from '../sound.js';
import type { StoreWays } from '../till-rules.js';
import { createBooking, type Booking } from './booking.js';
import { createFinding, type Finding, type ListedSale } from './finding.js';
import type { Goods } from './goods.js';
import { createHandling, type Handling } from './handling.js';
import { createRefundKeys, type RefundKeys } from './keys.js';
import { createNotices } from './notices.js';
import { reasons, type ComingBack, type How, type Notice, type Phase, type Reason } from './phase.js';
import { createPurse, type Purse } from './purse.js';
import { createQuoting, type Quoting } from './quoting.js';
import { receiptNumberOf } from './receipt-number.js';
import { chooseAll, lineFor, returnLinesOf, stepped } from './return-lines.js';
import { askFor } from './told.js';

/** Goods that come back: found by their receipt or without one, exchanged for others or for money. */
export interface RefundModel extends RefundKeys {
  readonly phase: ReadonlySignal<Phase>;
  readonly finding: Finding;
  readonly goods: Goods;
  readonly handling: Handling;
  readonly quoting: Quoting;
  readonly purse: Purse;
  readonly leave: Leave;
  readonly booking: Booking;
  readonly selling: Selling;
  readonly ways: StoreWays;
  /** Finds products by name, where goods are added. */
  readonly search: Search;
  readonly searching: ReadonlySignal<boolean>;
  readonly reason: ReadonlySignal<Reason>;
  readonly notice: ReadonlySignal<Notice | undefined>;
  /** Why the sale could not be found. */
  readonly problem: ReadonlySignal<unknown>;
  /** Counts up when the money is to be seen to by keyboard. */
  readonly moneyAsked: ReadonlySignal<number>;
  scanned(code: string): void;
  open(sale: { id: string }, how?: How): Promise<void>;
  openNumber(receiptNo: string): Promise<void>;
  openFree(): void;
  choose(at: number): Promise<void>;
  setReason(reason: Reason): void;
  close(): void;
}

interface Deps {
  api: Api;
  clock: BrowserClock;
  sound: Sound;
  session: Pick<Session, 'store'>;
  goods: Goods;
  till: { readonly ways: StoreWays; readonly shift: Pick<ShiftState, 'needed'>; toShift(): void };
  words: { readonly t: Translate; readonly format: Pick<Format, 'decimalMark'> };
}

export function createRefundModel({ api, clock, sound, session, goods, till: { ways, shift, toShift }, words: { t, format } }: Deps): RefundModel {
  const phase = signal<Phase>({ kind: 'find' });
  const reason = signal<Reason>({ quick: reasons[0] });
  const problem = signal<unknown>(undefined);
  const searching = signal(false);
  const moneyAsked = signal(0);
  const approvals = signal<readonly Approval[]>([]);
  const { notice, say, hush } = createNotices({ clock, sound });
  const finding = createFinding({ api, clock, session });
  const selling = createSelling({ api, clock });
  const search = createSearch({ catalogue: goods.catalogue, clock });
  const quoting = createQuoting({ api, clock });
  const purse = createPurse();
  const handling = createHandling({ phase, goods, mark: () => format.decimalMark, say, hush });
  const leave = createLeave({
    api, clock, kept: { read: () => approvals.peek(), write: all => { approvals.value = all; } },
    // It stands in the place of the panel while it is asked.
    open: () => () => {},
  });
  const busy = () => selling.state.peek() !== 'idle';
  const comingBack = (): ComingBack | undefined => {
    const at = phase.peek();
    return at.kind === 'sale' ? at.back : undefined;
  };
  const takesGoods = () => {
    const at = phase.peek();
    return at.kind === 'free' || (at.kind === 'sale' && at.how === 'exchange');
  };
  const booking = createBooking({
    api, selling, goods, phase, quoting, purse, leave, uuid, reason: reasonText, approvals: () => approvals.peek(),
    step: () => ways.rules.peek()?.cashRounding ?? 0,
    say, done(result) {
      sound.ok();
      hush();
      go(result);
    },
    again: id => open({ id }),
  });

  function go(next: Phase): void {
    batch(() => {
      if (next.kind !== 'sale' || next.how !== 'exchange') goods.clear();
      searching.value = false;
      problem.value = undefined;
      approvals.value = [];
      purse.empty();
      booking.reset();
      phase.value = next;
      if (next.kind === 'sale' || next.kind === 'free') reason.value = { quick: next.kind === 'sale' && next.how === 'void' ? 'mistake' : reasons[0] };
      handling.clear();
      handling.select(next.kind === 'sale' ? { list: 'back', key: next.back.lines.peek()[0]?.id ?? '' } : undefined);
      if (next.kind === 'find') finding.refresh();
    });
  }
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
      const lines = returnLinesOf(sale);
      go({ kind: 'sale', how, back: { sale, lines: signal(how === 'void' ? chooseAll(lines) : lines) } });
      if (origin !== found.id) say('wasRefund', 'info', { receiptNo: sale.receiptNo });
      else if (lines.every(line => line.left === 0)) say('nothingLeft', 'info');
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
      handling.select({ list: 'back', key: line.id });
      handling.put(line, stepped(line, 1));
      sound.ok();
    } catch {
      say('notOnReceipt', 'warn', { code });
    }
  }
  function scanned(raw: string): void {
    const code = raw.trim().replace(/^\][A-Za-z]\d/, '');
    if (code === '' || busy()) return;
    const at = phase.peek();
    const receiptNo = receiptNumberOf(code);
    if (receiptNo) void openNumber(receiptNo);
    else if (takesGoods()) goods.scans.take(code, 1000);
    else if (at.kind === 'sale' && at.how === 'refund') void scanProduct(code);
    else if (at.kind === 'sale') say('voidIsWhole');
    else say('scanReceipt');
  }
  async function openActive(): Promise<void> {
    const sale = await finding.chosen();
    if (sale && phase.peek().kind === 'find') await open(sale);
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
  function setHow(how: How): void {
    const at = phase.peek();
    if (at.kind !== 'sale') return;
    if (how === 'refund') goods.clear();
    purse.empty();
    booking.reset();
    const { selected } = handling;
    if (selected.peek()?.list === 'goods') handling.select({ list: 'back', key: at.back.lines.peek()[0]?.id ?? '' });
    phase.value = { ...at, how };
  }

  let asked = '';
  const stops = [
    goods.touched.subscribe(last => {
      if (!last) return;
      if (last.key !== undefined && takesTheKeys(last, handling.selected.peek()?.key)) handling.select({ list: 'goods', key: last.key });
      if (last.how === 'added') sound.ok();
      if (last.how === 'refused') sound.error();
    }),
    effect(() => { if (!searching.value) search.clear(); }),
    effect(() => {
      const at = phase.value;
      const lines = at.kind === 'sale' ? at.back.lines.value : [];
      const [basket, offShelf] = [goods.basket.value, goods.offShelf.value];
      const question = (wanted: typeof purse.wanted.value) => askFor(at, lines, basket, offShelf, wanted);
      const plain = question([])?.key ?? '';
      if (plain !== asked) purse.unwanted();
      asked = plain;
      quoting.ask(question(purse.wanted.value));
    }),
    effect(() => {
      const told = quoting.told.value;
      goods.told(told?.goods, told?.basket ?? goods.basket.peek());
      if (told && told.due === 0 && purse.payment.peek().parts.length > 0) purse.empty();
      if (told?.refused === undefined) return;
      // What cannot be taken back as a whole may still be refunded.
      setHow('refund');
      say(told.refused.replace('pos.', ''), 'info');
    }),
    effect(() => {
      const gone = isProblem(quoting.problem.value, 'pos.refundExceeds');
      const back = comingBack();
      if (gone && back) void open(back.sale).then(() => say('changedMeanwhile', 'info'));
    }),
    goods.news.subscribe(() => quoting.again()),
  ];
  finding.refresh();
  const keys = createRefundKeys({
    at: { phase, searching, reason }, parts: { finding, search, handling, selling }, money: { quoting, purse, booking, leave },
    moves: { find: () => go({ kind: 'find' }), free: openFree, how: setHow, shift: toShift, openActive, chooseProduct, askMoney: () => { moneyAsked.value++; } },
    shiftNeeded: shift.needed, words: { mark: () => format.decimalMark, say },
  });
  function openFree(): void {
    if (!busy()) go({ kind: 'free' });
  }
  return {
    phase, finding, goods, handling, quoting, purse, leave, booking, selling, ways, search, searching, reason, notice, problem, moneyAsked, scanned, open, openNumber, openFree,
    ...keys,
    choose: async at => {
      if (searching.peek()) await chooseProduct(at);
      else {
        finding.point(at);
        await openActive();
      }
    },
    setReason: next => { reason.value = next; },
    close() {
      quoting.stop();
      hush();
      stops.forEach(stop => stop());
    },
  };
}
