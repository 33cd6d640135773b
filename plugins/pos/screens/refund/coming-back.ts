import { batch, effect, signal, type ReadonlySignal } from '@preact/signals';
import { isProblem, type Api, type BrowserClock } from '@sontechsp/sdk/ui';
import type { RefundQuoteReply } from '../../refunds/schemas.js';
import type { SaleDetail } from '../../schemas.js';
import { withAmount, type Money } from './give-back.js';
import { bodyLinesOf, chosenOf, returnLinesOf, type ReturnLine } from './return-lines.js';

/** What of a sale comes back, what that comes to, and in which tenders it is given back. */
export interface ComingBack {
  readonly sale: SaleDetail;
  readonly lines: ReadonlySignal<readonly ReturnLine[]>;
  /** What the host says of the lines as they are; while it is asked, what it said last. */
  readonly quote: ReadonlySignal<RefundQuoteReply | undefined>;
  /** The sum that goes back, cash in the store's steps. */
  readonly due: ReadonlySignal<number>;
  readonly payments: ReadonlySignal<readonly Money[]>;
  readonly problem: ReadonlySignal<unknown>;
  change(lines: readonly ReturnLine[]): void;
  /** Sets one tender; the others make up the rest. */
  pay(method: string, amount: number): void;
  propose(payments: readonly Money[]): void;
  /** When the host has answered for the lines as they are. */
  settled(): Promise<void>;
  stop(): void;
}

const PAUSE = 40;

export function createComingBack({ api, clock, sale }: { api: Api; clock: BrowserClock; sale: SaleDetail }): ComingBack {
  const lines = signal<readonly ReturnLine[]>(returnLinesOf(sale));
  const quote = signal<RefundQuoteReply | undefined>(undefined);
  const payments = signal<readonly Money[]>([]);
  const due = signal(0);
  const problem = signal<unknown>(undefined);
  let cancel = () => {};
  let running: AbortController | undefined;
  let answered: Promise<void> = Promise.resolve();

  function take(reply: RefundQuoteReply | undefined): void {
    batch(() => {
      quote.value = reply;
      payments.value = reply?.payments ?? [];
      due.value = payments.peek().reduce((sum, { amount }) => sum + amount, 0);
      problem.value = undefined;
    });
  }
  async function ask(now: readonly ReturnLine[]): Promise<void> {
    const mine = running = new AbortController();
    try {
      const asked = bodyLinesOf(now).map(({ lineId, quantity }) => ({ lineId, quantity }));
      const reply = await api.post<RefundQuoteReply>(`/api/pos/sales/${sale.id}/refunds/quotes`, { lines: asked }, { signal: mine.signal });
      if (!mine.signal.aborted) take(reply);
    } catch (error) {
      if (mine.signal.aborted) return;
      problem.value = error;
      if (!isProblem(error) || error.retryable) later(now, 1500);
    }
  }
  function later(now: readonly ReturnLine[], pause = PAUSE): void {
    cancel();
    running?.abort();
    if (chosenOf(now).length === 0) {
      answered = Promise.resolve();
      return take(undefined);
    }
    answered = new Promise(resolve => { cancel = clock.after(pause, () => void ask(now).then(resolve)); });
  }
  /** Only what is chosen counts; whether it goes back to the shelf changes no money. */
  let asked = '';
  const stop = effect(() => {
    const now = lines.value;
    const key = JSON.stringify(chosenOf(now).map(line => [line.id, line.chosen]));
    if (key === asked) return;
    asked = key;
    later(now);
  });
  return {
    sale, lines, quote, due, payments, problem,
    change(next) {
      lines.value = next;
    },
    pay(method, amount) {
      const left = quote.peek()?.left ?? [];
      payments.value = withAmount(payments.peek(), left, method, amount);
    },
    propose(next) {
      batch(() => {
        payments.value = next;
        due.value = next.reduce((sum, { amount }) => sum + amount, 0);
      });
    },
    settled: () => answered,
    stop() {
      stop();
      cancel();
      running?.abort();
    },
  };
}
