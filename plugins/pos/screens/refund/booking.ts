import { batch, computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { isProblem, type Api } from '@sontechsp/sdk/ui';
import type { SaleDetail } from '../../schemas.js';
import { roundCash } from '../../rounding.js';
import { itemsOf } from '../basket.js';
import type { Selling } from '../selling.js';
import { balanceOf, type Balance } from './balance.js';
import { fitted, given, sumOf, type Money } from './give-back.js';
import { goodsBodyOf, type Goods } from './goods.js';
import type { Notice, Phase } from './phase.js';
import { createRequests } from './requests.js';
import { bodyLinesOf, chosenOf } from './return-lines.js';

/** Writes what the cashier has put together, and says kindly what the host would not have. */
export interface Booking {
  /** Of an exchange: what the customer pays, or is given. */
  readonly balance: ReadonlySignal<Balance>;
  /** What goods without a receipt come to, in cash. */
  readonly freeInCash: ReadonlySignal<number>;
  readonly methods: ReadonlySignal<readonly { readonly method: string; readonly title: string }[]>;
  /** Any tender may be chosen, whatever the sale was paid with. */
  readonly anyTender: boolean;
  readonly refusal: ReadonlySignal<unknown>;
  /** `amount`: what the customer hands over in cash; undefined for exactly what is due. */
  book(method: string, amount: number | undefined): Promise<void>;
  understood(): void;
  reset(): void;
}

interface Deps {
  api: Api;
  selling: Selling;
  goods: Goods;
  phase: ReadonlySignal<Phase>;
  uuid: () => string;
  reason: () => string;
  mayTender: boolean;
  say(key: string, tone?: Notice['tone'], values?: Notice['values']): void;
  done(result: Extract<Phase, { kind: 'done' }>): void;
  /** The sale has changed meanwhile: it is opened anew. */
  again(saleId: string): Promise<void>;
}

export function createBooking({ api, selling, goods, phase, uuid, reason, mayTender, say, done, again }: Deps): Booking {
  const requests = createRequests({ api, selling });
  const refusal = signal<unknown>(undefined);
  const methods = signal<readonly { method: string; title: string; step: number }[]>([]);
  const step = computed(() => methods.value.find(one => one.method === 'cash')?.step ?? 0);
  /** What the host said is due, where it differs from what was worked out here. */
  const told = signal<number | undefined>(undefined);
  const newGoods = computed(() => goods.rows.sums.value.total);
  const balance = computed(() => {
    const at = phase.value;
    const worked = at.kind === 'sale' ? balanceOf(newGoods.value, at.back.quote.value?.total ?? 0, at.back.payments.value, step.value) : balanceOf(0, 0, [], 0);
    if (told.value === undefined) return worked;
    return worked.amount > 0 ? { ...worked, inCash: told.value } : { ...worked, givenBack: fitted(worked.givenBack, told.value) };
  });
  const freeInCash = computed(() => told.value ?? roundCash(newGoods.value, step.value));
  effect(() => {
    void goods.basket.value;
    if (phase.value.kind === 'sale') void phase.value.back.lines.value;
    told.value = undefined;
  });
  /** Kept until it is answered, so that the same thing is written once however often it is asked for. */
  let id = uuid();

  api.get<{ items: readonly { method: string; title: string; step: number }[] }>('/api/pos/payment-methods')
    .then(({ items }) => { methods.value = items; }, () => { /* cash and card are known without it */ });

  async function scansAnswered(): Promise<boolean> {
    const unknown = () => goods.basket.peek().lines.filter(line => line.kind === 'unknown').length;
    const before = unknown();
    await goods.scans.settled();
    return unknown() <= before;
  }
  async function refund(at: Extract<Phase, { kind: 'sale' }>): Promise<void> {
    const { sale, lines, payments } = at.back;
    if (chosenOf(lines.peek()).length === 0) return say('chooseLines');
    const reply = await requests.refund(sale.id, { id, lines: bodyLinesOf(lines.peek()), reason: reason(), payments: given(payments.peek()).map(one => ({ ...one })) });
    if (reply) done({ kind: 'done', what: 'refund', refund: reply, balance: 0 - sumOf(reply.payments) });
    else say('stopped');
  }
  function allBy({ back: { due, quote, pay } }: Extract<Phase, { kind: 'sale' }>, method: string): void {
    const left = quote.peek()?.left.find(one => one.method === method)?.amount ?? 0;
    const amount = mayTender ? due.peek() : Math.min(left, due.peek());
    if (amount === 0) say('notPaidSo', 'warn', { method: methods.peek().find(one => one.method === method)?.title ?? method });
    else pay(method, amount);
  }
  async function cancel({ back: { sale } }: Extract<Phase, { kind: 'sale' }>): Promise<void> {
    const reply = await requests.cancel(sale.id, { id, reason: reason() });
    if (reply) done({ kind: 'done', what: 'void', refund: reply, balance: 0 - sumOf(reply.payments) });
    else say('stopped');
  }
  async function exchange({ back: { sale, lines } }: Extract<Phase, { kind: 'sale' }>, method: string, amount: number | undefined): Promise<void> {
    if (chosenOf(lines.peek()).length === 0) return say('chooseLines');
    if (itemsOf(goods.basket.peek()).length === 0) return say('scanNew');
    const { amount: owed, inCash, givenBack } = balance.peek();
    const pays = method === 'cash' ? amount ?? inCash : owed;
    if (owed > 0 && pays < (method === 'cash' ? inCash : owed)) return say('tooLittle');
    const payments: Money[] = owed > 0 ? [{ method, amount: pays }] : [];
    const reply = await requests.exchange({
      id, saleId: sale.id, return: { lines: bodyLinesOf(lines.peek()), reason: reason() },
      sale: { lines: goodsBodyOf(goods.basket.peek()), expectedTotal: newGoods.peek() },
      payments, ...(owed < 0 ? { refundPayments: given(givenBack).map(one => ({ ...one })) } : {}),
    });
    if (reply) done({ kind: 'done', what: 'exchange', refund: reply.refund, sale: reply.sale, balance: owed > 0 ? pays - reply.sale.change : 0 - sumOf(givenBack) });
    else say('stopped');
  }
  async function takeBack(method: string): Promise<void> {
    if (itemsOf(goods.basket.peek()).length === 0) return say('scanBack');
    const amount = method === 'cash' ? freeInCash.peek() : newGoods.peek();
    const reply = await requests.takeBack({ id, lines: goodsBodyOf(goods.basket.peek()), reason: reason(), payments: [{ method, amount }] });
    if (reply) done({ kind: 'done', what: 'return', refund: reply, balance: 0 - amount });
    else say('stopped');
  }

  /** What the host would not have, said where it can be mended. */
  async function refused(error: unknown, at: Phase): Promise<void> {
    if (isProblem(error, 'request.reused')) return earlier(at);
    const due = isProblem(error) && typeof error.facts['due'] === 'number' ? error.facts['due'] : undefined;
    if (due !== undefined && (isProblem(error, 'pos.refundAmount') || isProblem(error, 'pos.paymentShort'))) {
      if (at.kind === 'sale' && at.how === 'refund') at.back.propose(fitted(at.back.payments.peek(), due));
      else told.value = due;
      return say('fitted');
    }
    refusal.value = error;
    if (at.kind === 'sale' && (isProblem(error, 'pos.refundExceeds') || isProblem(error, 'pos.voidRefunded'))) {
      await again(at.back.sale.id);
      refusal.value = error;
    }
  }
  /** An answer was lost and what was asked for has changed since: it had been written. */
  async function earlier(at: Phase): Promise<void> {
    const written = await api.get<SaleDetail>(`/api/pos/sales/${id}`).catch(() => undefined);
    if (!written) return;
    say('written', 'warn', { receiptNo: written.receiptNo });
    id = uuid();
    if (at.kind === 'sale') await again(at.back.sale.id);
  }

  return {
    balance, freeInCash, methods, refusal, anyTender: mayTender,
    async book(method, amount) {
      if (refusal.peek() !== undefined) refusal.value = undefined;
      const at = phase.peek();
      if (goods.scans.open.peek() > 0 && !(await scansAnswered())) return;
      if (at.kind === 'sale') await at.back.settled();
      if (phase.peek() !== at || selling.state.peek() !== 'idle') return;
      try {
        if (at.kind === 'free') await takeBack(method);
        // Without an exchange the card's key only says where the money goes.
        else if (at.kind === 'sale' && at.how === 'refund' && method !== 'cash') allBy(at, method);
        else if (at.kind === 'sale') await (at.how === 'refund' ? refund(at) : at.how === 'void' ? cancel(at) : exchange(at, method, amount));
      } catch (error) {
        await refused(error, at);
      }
    },
    understood: () => { refusal.value = undefined; },
    reset: () => batch(() => {
      refusal.value = undefined;
      told.value = undefined;
      id = uuid();
    }),
  };
}
