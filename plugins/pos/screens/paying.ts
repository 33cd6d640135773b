import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { isProblem, parseDecimal } from '@sontechsp/sdk/ui';
import type { Approving } from './approving.js';
import { itemsOf, type Basket } from './basket.js';
import type { Desk } from './desk.js';
import { blankEntry } from './entry.js';
import { startPayment, tender, withoutPart, type Method, type Payment } from './payment.js';
import type { Sound } from './sound.js';
import type { StoreWays } from './till-rules.js';
import type { Till } from './till.js';

/** The host asks more, or less, than was shown. */
export interface PriceChange {
  readonly before: number;
  readonly now: number;
}

/** Taking the money, from the first key to the receipt or a refusal. */
export interface Paying {
  /** What is to be paid. */
  readonly due: ReadonlySignal<number>;
  /** What cash is rounded to, in kuruş; 0: to the kuruş. */
  readonly step: ReadonlySignal<number>;
  /** Why the sale was refused. */
  readonly refusal: ReadonlySignal<unknown>;
  readonly priceChange: ReadonlySignal<PriceChange | undefined>;
  /** Whether there is anything to be paid for. */
  readonly payable: ReadonlySignal<boolean>;
  open(method: Method, split?: boolean): void;
  /** Enter in the panel. */
  confirm(): void;
  /** Hands over this much, or all that is left. */
  tenderNow(amount: number | undefined): void;
  dropPart(at: number): void;
  /** One step back; false when nothing of the payment is left to take back. */
  back(): boolean;
}

interface Deps {
  till: Till;
  desk: Desk;
  sound: Sound;
  approving: Approving;
  ways: StoreWays;
  /** Whether nothing may be sold before a shift is opened. */
  shiftNeeded: ReadonlySignal<boolean>;
}
export function createPaying({ till, desk, sound, approving, ways, shiftNeeded }: Deps): Paying {
  const { keeper } = till;
  const step = computed(() => ways.rules.value?.cashRounding ?? 0);
  const { panel, entry } = desk;
  const refusal = signal<unknown>(undefined);
  const priceChange = signal<PriceChange | undefined>(undefined);
  const agreed = signal<{ basket: Basket; total: number } | undefined>(undefined);
  const due = computed(() => (agreed.value?.basket === keeper.basket.value ? agreed.value.total : till.rows.sums.value.total));
  const payable = computed(() => keeper.basket.value.lines.some(line => line.kind !== 'unknown'));

  const basket = () => keeper.basket.peek();
  const isBusy = () => till.selling.state.peek() !== 'idle';
  const payment = (): Payment | undefined => {
    const now = panel.peek();
    return now.kind === 'pay' ? now.payment : undefined;
  };
  const put = (next: Payment) => { panel.value = { kind: 'pay', payment: next }; };
  const clearProblems = () => {
    refusal.value = undefined;
    priceChange.value = undefined;
  };

  async function pay(amount: number | undefined): Promise<void> {
    // Enter may come sooner than the answer to the last scan: the sale waits for it.
    if (isBusy() || (till.scans.open.peek() > 0 && !(await till.scans.settled()))) return;
    const now = payment();
    if (!now || isBusy()) return;
    if (itemsOf(basket()).length === 0) return desk.refuse('empty');
    const next = tender(now, due.peek(), amount, step.peek());
    if (next.kind === 'refused') return desk.refuse(next.why);
    if (next.kind === 'part') {
      put(next.payment);
      entry.value = blankEntry;
      return;
    }
    clearProblems();
    const missing = approving.missing(basket());
    if (missing.length > 0) return approving.ask(missing, () => void pay(amount));
    const expected = due.peek();
    const sold = await till.sell(next.parts, expected);
    batch(() => {
      if (sold.kind === 'done') {
        sound.ok();
        desk.hush();
        desk.show({ kind: 'done', sale: sold.sale, earlier: sold.earlier });
      } else if (sold.kind === 'stopped') desk.say('stopped', 'warn');
      else if (isProblem(sold.problem, 'approval.invalid') && askAgain(amount)) sound.error();
      else {
        sound.error();
        if (isProblem(sold.problem, 'pos.priceChanged')) priceChange.value = { before: expected, now: Number(sold.problem.facts['total']) };
        else refusal.value = sold.problem;
      }
    });
  }
  /** What was given was over when the sale came to the host. */
  function askAgain(amount: number | undefined): boolean {
    approving.forget();
    const missing = approving.missing(basket());
    if (missing.length === 0) return false;
    approving.ask(missing, () => void pay(amount));
    return true;
  }
  return {
    due, step, refusal, priceChange, payable,
    open(method, split = false) {
      if (isBusy()) return;
      const now = payment();
      if (!now && !payable.peek()) return desk.refuse('empty');
      if (!now && shiftNeeded.peek()) {
        desk.show({ kind: 'shift', view: 'home' });
        return desk.refuse('noShift');
      }
      clearProblems();
      if (now) put({ ...now, method, split: split || now.split });
      else desk.show({ kind: 'pay', payment: startPayment(method, split) }, desk.typedBefore() ?? blankEntry);
    },
    confirm() {
      const change = priceChange.peek();
      if (change) {
        agreed.value = { basket: basket(), total: change.now };
        return clearProblems();
      }
      if (refusal.peek() !== undefined) return clearProblems();
      const text = entry.peek().text.trim();
      const amount = parseDecimal(text, 2, desk.mark());
      if (text !== '' && (amount === undefined || amount < 0)) return desk.refuse('badNumber');
      void pay(amount);
    },
    tenderNow: amount => void pay(amount),
    dropPart(at) {
      const now = payment();
      if (now) put(withoutPart(now, at));
    },
    back() {
      const state = till.selling.state.peek();
      const now = payment();
      if (state === 'retrying') till.selling.stop();
      else if (state === 'sending') return true;
      else if (priceChange.peek() || refusal.peek() !== undefined) clearProblems();
      else if (entry.peek().text !== '') entry.value = blankEntry;
      else if (now && now.parts.length > 0) put(withoutPart(now, now.parts.length - 1));
      else return false;
      return true;
    },
  };
}
