import { batch, type ReadonlySignal, type Signal } from '@preact/signals';
import { parseDecimal } from '@sontechsp/sdk/ui';
import type { Command } from '../keys.js';
import type { Leave } from '../leave.js';
import type { Search } from '../search.model.js';
import type { Selling } from '../selling.js';
import type { Booking } from './booking.js';
import type { Finding } from './finding.js';
import type { Handling } from './handling.js';
import { amountOf } from './money.js';
import { reasons, type How, type Phase, type Reason, type Say } from './phase.js';
import type { Purse } from './purse.js';
import type { Quoting } from './quoting.js';

/** What keys and their buttons do. */
export interface RefundKeys {
  typed(text: string): void;
  command(command: Command): void;
  /** Takes money by another tender than the two keys do, or gives it back by it. */
  tender(method: string): void;
}
interface Deps {
  at: { readonly phase: ReadonlySignal<Phase>; readonly searching: Signal<boolean>; readonly reason: Signal<Reason> };
  parts: { finding: Finding; search: Search; handling: Handling; selling: Selling };
  money: { quoting: Quoting; purse: Purse; booking: Booking; leave: Leave };
  moves: {
    find(): void;
    free(): void;
    how(how: How): void;
    shift(): void;
    openActive(): Promise<void>;
    chooseProduct(at: number): Promise<void>;
    askMoney(): void;
  };
  /** Whether nothing may be written before a shift is opened. */
  shiftNeeded: ReadonlySignal<boolean>;
  words: { mark: () => ',' | '.'; say: Say };
}

export function createRefundKeys({ at, parts, money, moves, shiftNeeded, words: { mark, say } }: Deps): RefundKeys {
  const { phase, searching, reason } = at;
  const { finding, search, handling, selling } = parts;
  const { quoting, purse, booking, leave } = money;
  const kind = () => phase.peek().kind;
  const how = (): How | undefined => {
    const now = phase.peek();
    return now.kind === 'sale' ? now.how : undefined;
  };
  const takesGoods = () => kind() === 'free' || how() === 'exchange';
  const onGoods = () => handling.selected.peek()?.list === 'goods';
  /** Only who is owed money is handed some. */
  const customerPays = () => how() === 'exchange' && (quoting.told.peek()?.due ?? 0) > 0;

  function confirm(): void {
    if (searching.peek()) void moves.chooseProduct(search.active.peek());
    else if (kind() === 'find') void moves.openActive();
    else if (kind() === 'done') moves.find();
    else handling.confirm();
  }
  function back(): void {
    if (selling.state.peek() === 'retrying') selling.stop();
    else if (selling.state.peek() !== 'idle') return;
    else if (leave.need.peek()) leave.back();
    else if (searching.peek()) searching.value = false;
    else if (booking.refusal.peek() !== undefined) booking.understood();
    else if (handling.clear() || (customerPays() && purse.back())) return;
    else if (how() === 'exchange') moves.how('refund');
    else if (kind() !== 'find') moves.find();
  }
  function move(to: (at: number, last: number) => number): void {
    if (searching.peek()) return;
    if (kind() === 'find') finding.move(to(finding.active.peek(), finding.sales.peek().length - 1) - finding.active.peek());
    else handling.move(to);
  }
  async function pay(method: string): Promise<void> {
    if (kind() === 'find' || kind() === 'done') return;
    if (shiftNeeded.peek()) return say('noShift');
    // Without somebody who pays, what was typed is a number still to be taken.
    if (handling.editing.peek() || (!customerPays() && handling.entry.peek().text !== '')) {
      handling.confirm();
      if (handling.editing.peek()) return;
    }
    const { text } = handling.entry.peek();
    const amount = text === '' ? undefined : parseDecimal(text, 2, mark());
    if (text !== '' && amount === undefined) return say('badNumber');
    handling.clear();
    await booking.book(method, amount);
  }
  /** All of what goes back by one tender, as far as was paid with it. */
  async function allBy(method: string): Promise<void> {
    const told = await quoting.settled();
    if (!told || told.giveBack === 0) return;
    const most = told.left && amountOf(told.left, method);
    if (most === 0) say('notPaidSo');
    else purse.want(method, Math.min(most ?? told.giveBack, told.giveBack));
  }
  function tender(method: string): void {
    if (how() === 'void' || kind() === 'find' || kind() === 'done') return;
    if (customerPays()) void pay(method);
    else void allBy(method);
  }
  const commands: Partial<Record<Command, () => void>> = {
    search() {
      if (takesGoods()) searching.value = true;
      else if (kind() !== 'find') moves.find();
    },
    quantity() {
      const why = reason.peek();
      const now = 'quick' in why ? reasons.indexOf(why.quick) : -1;
      reason.value = { quick: reasons[(now + 1) % reasons.length]! };
    },
    discount() {
      if (how() === 'exchange' && onGoods()) handling.editDiscount();
      else handling.toggleShelf();
    },
    price() {
      if (kind() === 'find') moves.free();
      else if (onGoods()) handling.editPrice();
      else if (how() === 'refund' || how() === 'exchange') moves.how(how() === 'refund' ? 'exchange' : 'refund');
    },
    split: moves.askMoney, shift: moves.shift,
    remove: handling.remove, times: handling.all, back, confirm,
    cash: () => void pay('cash'), card: () => tender('card'),
    up: () => move(now => now - 1), down: () => move(now => now + 1), first: () => move(() => 0), last: () => move((_, last) => last),
    more: () => handling.step(1), less: () => handling.step(-1), erase: () => handling.press('erase'),
  };
  function typeOne(character: string): void {
    if (kind() === 'find') finding.type(finding.q.peek() + character);
    else if (searching.peek()) search.type(search.q.peek() + character);
    else if (kind() === 'done') return;
    else if (/\d/.test(character)) handling.press(character);
    else if (character === ',' || character === '.') handling.press(mark());
    else if (/[*×]/.test(character)) handling.all();
    else if (character === '+') handling.step(1);
    else if (character === '-') handling.step(-1);
    else if (/\p{L}/u.test(character) && takesGoods()) {
      searching.value = true;
      search.type(character);
    }
  }
  return {
    tender,
    typed: text => batch(() => { if (!leave.need.peek()) [...text].forEach(typeOne); }),
    command(command) {
      // While somebody is asked for their leave, what is on the screen stays as it is.
      if (command !== 'back' && (selling.state.peek() !== 'idle' || leave.need.peek())) return;
      batch(() => commands[command]?.());
    },
  };
}
