import { Db, People, createToken, provide, type CollectHook, type Scope } from '@sontechsp/sdk';
import { shift as shiftHooks, type ShiftPending } from '../contract.js';
import { listParked } from '../parked/store.js';
import type { ShiftRow } from '../tables.js';
import { Reports } from './reports.js';
import type { PendingReply } from './schemas.js';

/** What still waits at a till before its shift is closed. Nothing of it stops the close. */
export interface Pending {
  list(scope: Scope, shift: ShiftRow): Promise<PendingReply>;
}
export const Pending = createToken<Pending>('pos.pending');

interface Deps {
  db: Db;
  people: People;
  reports: Reports;
  collect: CollectHook<{ readonly shiftId: string; readonly terminalId: string }, ShiftPending>['call'];
}
export function createPending({ db, people, reports, collect }: Deps): Pending {
  return {
    async list(scope, shift) {
      const { id: shiftId, terminal_id: terminalId, firm_id: firmId, store_id: storeId } = shift;
      const [unprinted, { items }, others] = await Promise.all([
        reports.unprinted(shift), listParked(db, storeId, { terminalId, limit: 200, sort: 'parkedAt' }), collect(scope, { shiftId, terminalId }),
      ]);
      const names = await people.names(firmId, [...new Set(items.map(row => row.cashier_id))]);
      return {
        unprinted,
        parked: items.map(row => ({ id: row.id, name: row.name, total: row.total, parkedAt: row.parked_at, cashierName: names.get(row.cashier_id) ?? '' })),
        others: others.filter(isPending).map(({ code, text, count }) => ({ code, text, count })),
      };
    },
  };
}
const isPending = ({ code, text, count }: ShiftPending): boolean => typeof code === 'string' && typeof text === 'string' && Number.isInteger(count) && count > 0;

export const pending = provide(Pending, { db: Db, people: People, reports: Reports, collect: shiftHooks.pending }, createPending);
