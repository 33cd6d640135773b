import {
  Approvals, Clock, Db, Ids, Outbox, Refusal, Tenancy, createToken, isRefusal, isUnmet, provide, type JoinHook, type Scope, type Tx, type VetoHook,
} from '@sontechsp/sdk';
import { Catalogue, type ResolvedItem } from '../katalog/contract.js';
import { sale as saleHooks, saleCompleted, type ProposedSale, type SaleInProgress, type Warning } from './contract.js';
import { Counters } from './counters.js';
import { useApprovals, type Need } from './limits.js';
import { Pricing } from './pricing.js';
import { completedOf, saleReplyOf } from './reply.js';
import { rowsOf } from './rows.js';
import type { SaleBody, SaleReply } from './schemas.js';
import { Slips } from './printing/slips.js';
import { ShiftGate } from './shifts/gate.js';
import { findSale, insertSale, updateWarnings, type StoredSale } from './store.js';
import { Tendering, type AskedPayment, type Tendered } from './tendering.js';
import { together } from './together.js';

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
  /** For an exchange: all that comes before the transaction. `carried` is what the goods given back pay already. */
  prepare(scope: Scope, body: SaleBody, carried?: readonly AskedPayment[]): Promise<Ready>;
  /** For an exchange: writes what was prepared, within its transaction. */
  write(tx: Tx, scope: Scope, ready: Ready, own: OwnFacts): Promise<SaleReply>;
}
/** A sale that was priced, paid and allowed. */
export interface Ready {
  readonly proposed: ProposedSale;
  readonly tendered: Tendered;
  readonly warnings: readonly Warning[];
  /** Beyond the caller's own rights: covered by these approvals, or refused. */
  readonly needs: readonly Need[];
  readonly approvals: readonly string[];
  /** What receipt numbers of this terminal begin with. */
  readonly prefix: string;
}
export interface OwnFacts {
  readonly id: string;
  readonly note: string;
  readonly bodyHash: string;
  /** The refund an exchange made this sale with. */
  readonly exchangeOf?: string;
}
export const Checkout = createToken<Checkout>('pos.checkout');

interface Deps {
  db: Db;
  goods: { catalogue: Catalogue; pricing: Pricing; tendering: Tendering };
  hooks: { allowed: VetoHook<ProposedSale>['call']; join: JoinHook<SaleInProgress>['call'] };
  outbox: Outbox;
  till: { tenancy: Tenancy; counters: Counters; shifts: ShiftGate; approvals: Approvals; slips: Slips };
  made: { ids: Ids; clock: Clock };
}

export function createCheckout({ db, goods: { catalogue, pricing, tendering }, hooks, outbox, till: { tenancy, counters, shifts, approvals, slips }, made }: Deps): Checkout {
  async function prepare(scope: Scope, body: SaleBody, carried?: readonly AskedPayment[], goods?: readonly ResolvedItem[]): Promise<Ready> {
    const { basket, warnings, needs } = await pricing.price(scope, body, { goods });
    const tendered = await tendering.take(scope, basket.total, body.payments, carried);
    const { payments, paid, change, rounding } = tendered;
    const proposed: ProposedSale = { ...basket, payments, paid, change, rounding };
    const refusal = await hooks.allowed(scope, proposed);
    if (refusal) throw refusal;
    const [store, terminal] = await Promise.all([tenancy.store(scope.storeId), tenancy.terminal(scope.terminalId)]);
    return { proposed, tendered, warnings, needs, approvals: body.approvals ?? [], prefix: `${store.code}-${terminal.code}` };
  }

  /**
   * Two round trips: one that locks, one that writes; a single one when the transaction is optimistic. Every sale holds its
   * terminal's counter first, then what taps lock.
   */
  async function write(tx: Tx, scope: Scope, { proposed, tendered, warnings: given, needs, approvals: brought, prefix }: Ready, own: OwnFacts): Promise<SaleReply> {
    const warnings = [...given];
    const inProgress: SaleInProgress = { ...proposed, id: own.id, receipt: undefined, warn: warning => void warnings.push(warning) };
    let rows!: StoredSale;
    const [last] = await together(
      counters.advance(tx, scope, ({ sequence, hash, shift_id: shiftId }) => {
        const no = `${prefix}-${String(sequence + 1).padStart(6, '0')}`;
        rows = rowsOf(scope, proposed, tendered.rows, { ...own, no, sequence: sequence + 1, soldAt: made.clock.now(), previousHash: hash, shiftId, warnings });
        return rows.sale;
      }),
      hooks.join.early(scope, inProgress, tx),
    );
    await shifts.check(scope, last);
    if (needs.length > 0) await useApprovals(approvals, tx, scope, brought, needs);

    insertSale(tx, rows);
    const receipt = { no: rows.sale.receipt_no, sequence: rows.sale.sequence, soldAt: rows.sale.sold_at };
    const warned = warnings.length;
    await hooks.join.late(scope, { ...inProgress, receipt }, tx);
    if (warnings.length > warned) await updateWarnings(tx, rows.sale);
    outbox.add(tx, scope, saleCompleted, completedOf(rows), own.id);
    await slips.queue(tx, scope, { id: own.id, receiptNo: receipt.no, payments: rows.payments });
    return saleReplyOf(rows);
  }

  /** The sale from remembered goods, if nothing it takes for granted has changed; undefined, with nothing written, otherwise. */
  async function optimistic(scope: Scope, body: SaleBody, own: OwnFacts): Promise<SaleReply | undefined> {
    const known = pricing.remembered(scope, body);
    if (!known) return undefined;
    try {
      const ready = await prepare(scope, body, undefined, known.items);
      return await db.transaction(tx => {
        catalogue.expect(tx, scope, known);
        return write(tx, scope, ready, own);
      }, { optimistic: true });
    } catch (error) {
      // Refused on what is remembered: what the database says decides.
      if (isUnmet(error) || isRefusal(error)) return undefined;
      throw error;
    }
  }

  /** What an earlier request with this id was answered. */
  async function answered(scope: Scope, id: string, bodyHash: string): Promise<SaleReply | undefined> {
    const stored = await findSale(db, id);
    if (!stored) return undefined;
    if (stored.sale.store_id !== scope.storeId || stored.sale.request_hash !== bodyHash) throw new Refusal('request.reused', 409);
    // Whatever was refunded since, it is told as it was then.
    return saleReplyOf({ ...stored, sale: { ...stored.sale, state: 'completed' } });
  }

  return {
    prepare, write,
    async complete(scope, body, { bodyHash, once }) {
      const givenId = body.id?.toLowerCase();
      const own = { id: givenId ?? made.ids.next(), note: body.note ?? '', bodyHash };
      const run = once ?? (<T>(work: (tx: Tx) => Promise<T>) => db.transaction(work));
      try {
        const quick = once || db.dialect === 'sqlite' ? undefined : await optimistic(scope, body, own);
        if (quick) return quick;
        const ready = prepare(scope, body);
        // The host must be asked for a remembered reply before a refusal is given, so there it is thrown inside.
        await (once ? ready.catch(() => undefined) : ready);
        return await run(async tx => write(tx, scope, await ready, own));
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
  db: Db, goods: { catalogue: Catalogue, pricing: Pricing, tendering: Tendering }, hooks: { allowed: saleHooks.allowed, join: saleHooks.join }, outbox: Outbox, till: { tenancy: Tenancy, counters: Counters, shifts: ShiftGate, approvals: Approvals, slips: Slips }, made: { ids: Ids, clock: Clock },
}, createCheckout);
