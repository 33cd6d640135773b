import { Clock, Db, Ids, Refusal, createToken, fold, provide, type Scope, type Tx } from '@sontechsp/sdk';
import { errors } from '../errors.js';
import { Pricing } from '../pricing.js';
import type { ParkedRow } from '../tables.js';
import type { ParkedBody, ParkedQuery, ParkedReply } from './schemas.js';
import { findParked, insertParked, listParked, takeParked } from './store.js';

/** Puts baskets aside and gives them back, each once. */
export interface Parking {
  /** Prices the basket, so that nothing is parked that could not be sold, and keeps it as it was asked for. */
  price(scope: Scope, body: ParkedBody): Promise<number>;
  park(tx: Tx, scope: Scope, body: ParkedBody, total: number): Promise<ParkedReply>;
  /** Waiting baskets of the store, or of the caller's till alone without the right to those of others. */
  list(scope: Scope, query: ParkedQuery): Promise<{ items: ParkedRow[]; nextCursor: string | null }>;
  /** Gives the basket to the caller and to nobody after; `pos.notFound` when it is gone. */
  recall(tx: Tx, scope: Scope, id: string): Promise<ParkedReply>;
}
export const Parking = createToken<Parking>('pos.parking');

export function createParking({ db, pricing, ids, clock }: { db: Db; pricing: Pricing; ids: Ids; clock: Clock }): Parking {
  return {
    async price(scope, { lines, customerId, discount, approvals }) {
      const { basket } = await pricing.price(scope, { lines, customerId: customerId ?? null, ...(discount ? { discount } : {}), ...(approvals ? { approvals } : {}) });
      return basket.total;
    },

    async park(tx, scope, body, total) {
      const row: ParkedRow = {
        id: body.id?.toLowerCase() ?? ids.next(), firm_id: scope.firmId, store_id: scope.storeId, terminal_id: scope.terminalId, cashier_id: scope.userId,
        name: body.name, search_key: fold(body.name), customer_id: body.customerId ?? null, basket: { lines: body.lines, discount: body.discount ?? null }, total,
        parked_at: clock.now(), state: 'parked', recalled_at: null, recalled_by: null, recalled_terminal_id: null,
      };
      await insertParked(tx, row);
      return parkedReplyOf(row);
    },

    list: (scope, query) => scope.can('pos.parked.any') ? listParked(db, scope.storeId, query)
      : query.terminalId !== undefined && query.terminalId !== scope.terminalId ? Promise.resolve({ items: [], nextCursor: null })
      : listParked(db, scope.storeId, { ...query, terminalId: scope.terminalId }),

    async recall(tx, scope, id) {
      const row = await findParked(tx, scope.storeId, id.toLowerCase());
      if (!row) throw errors('pos.notFound', { id });
      if (row.terminal_id !== scope.terminalId && !scope.can('pos.parked.any')) throw new Refusal('auth.forbidden', 403, { permission: 'pos.parked.any' });
      const taken = await takeParked(tx, row.id, { recalled_at: clock.now(), recalled_by: scope.userId, recalled_terminal_id: scope.terminalId });
      if (!taken) throw errors('pos.notFound', { id });
      return parkedReplyOf(row);
    },
  };
}
export const parking = provide(Parking, { db: Db, pricing: Pricing, ids: Ids, clock: Clock }, createParking);

/** A basket as the API shows it; its lines are those that were given. */
export function parkedReplyOf(row: ParkedRow): ParkedReply {
  return {
    id: row.id, name: row.name, lines: row.basket.lines, customerId: row.customer_id, discount: row.basket.discount,
    parkedAt: row.parked_at, cashierId: row.cashier_id, total: row.total,
  };
}
