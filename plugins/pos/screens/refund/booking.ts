import { batch, signal, type ReadonlySignal } from '@preact/signals';
import { isProblem, type Api } from '@sontechsp/sdk/ui';
import type { SaleDetail } from '../../schemas.js';
import { itemsOf } from '../basket.js';
import type { Leave } from '../leave.js';
import type { Selling } from '../selling.js';
import type { Goods } from './goods.js';
import { sumOf, type Money } from './money.js';
import type { Done, Phase, Say } from './phase.js';
import type { Purse } from './purse.js';
import type { Quoting } from './quoting.js';
import { createRequests } from './requests.js';
import { chosenOf } from './return-lines.js';
import type { Told } from './told.js';

/** Writes what the cashier has put together: with the money it takes, with leave where it takes leave, and once. */
export interface Booking {
  /** What the host would not have. */
  readonly refusal: ReadonlySignal<unknown>;
  /** `amount`: what the customer hands over by this tender in an exchange; undefined for all that is left. */
  book(method: string, amount: number | undefined): Promise<void>;
  understood(): void;
  reset(): void;
}

interface Deps {
  api: Api;
  selling: Selling;
  goods: Goods;
  phase: ReadonlySignal<Phase>;
  quoting: Quoting;
  purse: Purse;
  leave: Leave;
  /** Approvals given for what is on the screen. */
  approvals: () => readonly { readonly id: string }[];
  /** Cash comes in steps of so much. */
  step: () => number;
  uuid: () => string;
  reason: () => string;
  say: Say;
  done(result: Done): void;
  /** The sale has changed meanwhile: it is opened anew. */
  again(saleId: string): Promise<void>;
}
type Working = Extract<Phase, { kind: 'sale' | 'free' }>;

export function createBooking({ api, selling, goods, phase, quoting, purse, leave, approvals, step, uuid, reason, say, done, again }: Deps): Booking {
  const requests = createRequests({ api, selling, goods });
  const refusal = signal<unknown>(undefined);
  /** Kept until it is answered, so that the same thing is written once however often it is asked for. */
  let id = uuid();

  /** Why there is nothing to write yet. */
  function lacking(at: Working): string | undefined {
    const some = itemsOf(goods.basket.peek()).length > 0;
    if (at.kind === 'free') return some ? undefined : 'scanBack';
    if (at.how === 'void') return undefined;
    if (chosenOf(at.back.lines.peek()).length === 0) return 'chooseLines';
    return at.how === 'exchange' && !some ? 'scanNew' : undefined;
  }
  async function scansAnswered(): Promise<boolean> {
    const unknown = () => goods.basket.peek().lines.filter(line => line.kind === 'unknown').length;
    const before = unknown();
    await goods.scans.settled();
    return unknown() <= before;
  }
  /** What the customer hands over; undefined while something of it is missing. */
  function handedOver(told: Told, method: string, amount: number | undefined): readonly Money[] | undefined {
    if (told.due === 0) return [];
    const next = purse.take(method, told.due, amount, step());
    if (next.kind === 'refused') say(next.why);
    return next.kind === 'complete' ? next.parts : undefined;
  }
  async function write(at: Working, told: Told, method: string, amount: number | undefined): Promise<void> {
    if (sumOf(told.payments) !== told.giveBack) return say('tendersOpen');
    const parts = handedOver(told, method, amount);
    if (!parts) return;
    const needs = leave.uncovered(told.needs);
    if (needs.length > 0) return leave.ask(needs, () => void self.book(method, amount));
    const brought = told.needs.length === 0 ? {} : { approvals: approvals().map(one => one.id) };
    try {
      const result = await requests.send(at, told, parts, { id, reason: reason(), ...brought });
      if (result) done(result);
      else say('stopped');
    } catch (error) {
      if (!isProblem(error, 'approval.invalid')) return refused(error, at);
      // What was given was over when it came to the host: it is asked for again.
      leave.forget();
      leave.ask(told.needs, () => void self.book(method, amount));
    }
  }
  /** What the host would not have, said where it can be mended. */
  async function refused(error: unknown, at: Working): Promise<void> {
    if (isProblem(error, 'request.reused')) return earlier(at);
    if (isProblem(error, 'pos.refundAmount') || isProblem(error, 'pos.paymentShort') || isProblem(error, 'pos.overpaid')) {
      quoting.again();
      return say('fitted');
    }
    refusal.value = error;
    if (isProblem(error, 'pos.priceChanged')) goods.catalogue.forget();
    if (at.kind === 'sale' && (isProblem(error, 'pos.refundExceeds') || isProblem(error, 'pos.voidRefunded'))) {
      await again(at.back.sale.id);
      refusal.value = error;
    } else quoting.again();
  }
  /** An answer was lost and what was asked for has changed since: it had been written. */
  async function earlier(at: Working): Promise<void> {
    const written = await api.get<SaleDetail>(`/api/pos/sales/${id}`).catch(() => undefined);
    if (!written) return;
    say('written', 'warn', { receiptNo: written.receiptNo });
    id = uuid();
    if (at.kind === 'sale') await again(at.back.sale.id);
  }

  const self: Booking = {
    refusal,
    async book(method, amount) {
      const at = phase.peek();
      if (at.kind !== 'sale' && at.kind !== 'free') return;
      refusal.value = undefined;
      if (goods.scans.open.peek() > 0 && !(await scansAnswered())) return;
      const missing = lacking(at);
      if (missing) return say(missing);
      const told = await quoting.settled();
      if (!told || told.refused !== undefined || phase.peek() !== at || selling.state.peek() !== 'idle') return;
      await write(at, told, method, amount);
    },
    understood: () => { refusal.value = undefined; },
    reset: () => batch(() => {
      refusal.value = undefined;
      id = uuid();
    }),
  };
  return self;
}
