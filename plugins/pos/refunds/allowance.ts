import { Clock, Db, Tenancy, createToken, dayOf, provide, type Scope, type SettingsReader, type Tx } from '@sontechsp/sdk';
import { settings, type PosSettings } from '../settings.js';
import { addFreeReturn, givenBackFreely } from './allowance-store.js';

/** How much a cashier may give back without a receipt on a business day of the store; what a manager gave leave for is not counted. */
export interface ReturnAllowance {
  /** As things stand, without a lock; undefined where the store has no limit. */
  now(scope: Scope): Promise<{ readonly limit: number; readonly left: number } | undefined>;
  /** Takes so much of it; false when that is more than there is by now. */
  take(tx: Tx, scope: Scope, amount: number): Promise<boolean>;
}
export const ReturnAllowance = createToken<ReturnAllowance>('pos.returnAllowance');

interface Deps {
  db: Db;
  tenancy: Tenancy;
  settings: SettingsReader<PosSettings>;
  clock: Clock;
}
export function createReturnAllowance({ db, tenancy, settings: reader, clock }: Deps): ReturnAllowance {
  async function today(scope: Scope) {
    const [{ timeZone }, { dayEndsAt, freeReturnLimit: limit }] = await Promise.all([tenancy.store(scope.storeId), reader.read(scope)]);
    return { limit, of: { store_id: scope.storeId, firm_id: scope.firmId, cashier_id: scope.userId, day: dayOf(clock.now(), { timeZone, endsAt: dayEndsAt }) } };
  }
  return {
    async now(scope) {
      const { limit, of } = await today(scope);
      return limit === 0 ? undefined : { limit, left: Math.max(0, limit - await givenBackFreely(db, of)) };
    },
    async take(tx, scope, amount) {
      const { limit, of } = await today(scope);
      // Counted without a limit too: one may be set later in the day.
      const sum = await addFreeReturn(tx, { ...of, amount });
      return limit === 0 || sum <= limit;
    },
  };
}
export const returnAllowance = provide(ReturnAllowance, { db: Db, tenancy: Tenancy, settings, clock: Clock }, createReturnAllowance);
