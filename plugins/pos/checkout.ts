import {
  Clock, Db, Ids, Outbox, Refusal, Tenancy, createToken, provide, type JoinHook, type Scope, type Tx, type VetoHook,
} from '@sontechsp/sdk';
import { sale as saleHooks, saleCompleted, type ProposedSale, type SaleInProgress, type Warning } from './contract.js';
import { Pricing } from './pricing.js';
import { completedOf, saleReplyOf } from './reply.js';
import { rowsOf } from './rows.js';
import type { SaleBody, SaleReply } from './schemas.js';
import { findSale, insertSale, lockCounter, updateWarnings } from './store.js';
import { settle } from './tender.js';

/** How a request is carried out, from the route. */
export interface Request {
  readonly bodyHash: string;
  /** Set when the caller gave an `Idempotency-Key` header: the host then remembers the reply under that key. */
  readonly once: (<T>(work: (tx: Tx) => Promise<T>) => Promise<T>) | undefined;
}
/** Turns a basket into a sale: price it, let others refuse, then write it once. */
export interface Checkout {
  /**
   * Writes the sale, or refuses with nothing written. The body's `id` is the sale's id and is remembered for ever: the same
   * body answers the same again, whatever has changed since; another body is `request.reused`.
   */
  complete(scope: Scope, body: SaleBody, request: Request): Promise<SaleReply>;
}
export const Checkout = createToken<Checkout>('pos.checkout');

interface Deps {
  db: Db;
  pricing: Pricing;
  hooks: { allowed: VetoHook<ProposedSale>['call']; join: JoinHook<SaleInProgress>['call'] };
  outbox: Outbox;
  tenancy: Tenancy;
  made: { ids: Ids; clock: Clock };
}

export function createCheckout({ db, pricing, hooks, outbox, tenancy, made }: Deps): Checkout {
  interface Ready {
    readonly proposed: ProposedSale;
    readonly warnings: readonly Warning[];
    /** What receipt numbers of this terminal begin with. */
    readonly prefix: string;
  }

  async function prepare(scope: Scope, body: SaleBody): Promise<Ready> {
    const { basket, warnings } = await pricing.price(scope, body);
    const proposed: ProposedSale = {
      ...basket, ...settle(basket.total, body.payments),
      payments: body.payments.map(({ method, amount, reference }) => ({ id: made.ids.next(), method, amount, reference: reference ?? null })),
    };
    const refusal = await hooks.allowed(scope, proposed);
    if (refusal) throw refusal;
    const [store, terminal] = await Promise.all([tenancy.store(scope.storeId), tenancy.terminal(scope.terminalId)]);
    return { proposed, warnings, prefix: `${store.code}-${terminal.code}` };
  }

  /** Two round trips: one that locks, one that writes. Every sale locks its terminal's counter first, then what taps lock. */
  async function write(tx: Tx, scope: Scope, { proposed, warnings: given, prefix }: Ready, own: { id: string; note: string; bodyHash: string }): Promise<SaleReply> {
    const warnings = [...given];
    const inProgress: SaleInProgress = { ...proposed, id: own.id, receipt: undefined, warn: warning => void warnings.push(warning) };
    const [last] = await Promise.all([lockCounter(tx, scope), hooks.join.early(scope, inProgress, tx)]);

    const sequence = last.sequence + 1;
    const receipt = { no: `${prefix}-${String(sequence).padStart(6, '0')}`, sequence, soldAt: made.clock.now() };
    const rows = rowsOf(scope, proposed, { ...own, ...receipt, previousHash: last.hash, warnings });
    insertSale(tx, rows);
    const warned = warnings.length;
    await hooks.join.late(scope, { ...inProgress, receipt }, tx);
    if (warnings.length > warned) await updateWarnings(tx, rows.sale);
    outbox.add(tx, scope, saleCompleted, completedOf(rows), own.id);
    return saleReplyOf(rows);
  }

  /** What an earlier request with this id was answered. */
  async function answered(scope: Scope, id: string, bodyHash: string): Promise<SaleReply | undefined> {
    const stored = await findSale(db, id);
    if (!stored) return undefined;
    if (stored.sale.firm_id !== scope.firmId || stored.sale.request_hash !== bodyHash) throw new Refusal('request.reused', 409);
    return saleReplyOf(stored);
  }

  return {
    async complete(scope, body, { bodyHash, once }) {
      const givenId = body.id?.toLowerCase();
      const own = { id: givenId ?? made.ids.next(), note: body.note ?? '', bodyHash };
      try {
        const ready = prepare(scope, body);
        // The host must be asked for a remembered reply before a refusal is given, so there it is thrown inside.
        await (once ? ready.catch(() => undefined) : ready);
        return await (once ?? (work => db.transaction(work)))(async tx => write(tx, scope, await ready, own));
      } catch (error) {
        // Looked up only now, so that the usual sale does not pay for it: a repeated id always fails, at the latest on its row.
        const earlier = givenId && await answered(scope, givenId, bodyHash);
        if (earlier) return earlier;
        throw error;
      }
    },
  };
}

export const checkout = provide(Checkout, {
  db: Db, pricing: Pricing, hooks: { allowed: saleHooks.allowed, join: saleHooks.join }, outbox: Outbox, tenancy: Tenancy, made: { ids: Ids, clock: Clock },
}, createCheckout);
