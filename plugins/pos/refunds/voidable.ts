import { Clock, Db, Tenancy, createToken, dayOf, provide, type Refusal, type Scope, type SettingsReader } from '@sontechsp/sdk';
import { errors } from '../errors.js';
import { settings, type PosSettings } from '../settings.js';
import { readCounter } from '../store.js';
import type { SaleRow } from '../tables.js';

/** Tells why a sale cannot be taken back as a whole: it is not the till's last receipt, not of today, or no longer whole. */
export interface Voidable {
  /** Without a lock: undefined as things stand now. */
  refusal(scope: Scope, sale: SaleRow): Promise<Refusal | undefined>;
}
export const Voidable = createToken<Voidable>('pos.voidable');

interface Deps {
  db: Db;
  tenancy: Tenancy;
  settings: SettingsReader<PosSettings>;
  clock: Clock;
}
export function createVoidable({ db, tenancy, settings: reader, clock }: Deps): Voidable {
  return {
    async refusal(scope, sale) {
      if (sale.state !== 'completed') return errors('pos.voidRefunded', { state: sale.state });
      if (sale.terminal_id !== scope.terminalId) return errors('pos.voidNotLast');
      const [{ timeZone }, { dayEndsAt }, last] = await Promise.all([tenancy.store(scope.storeId), reader.read(scope), readCounter(db, scope.terminalId)]);
      const day = (instant: string): string => dayOf(instant, { timeZone, endsAt: dayEndsAt });
      if (day(sale.sold_at) !== day(clock.now())) return errors('pos.voidTooLate');
      return last === sale.sequence ? undefined : errors('pos.voidNotLast');
    },
  };
}
export const voidable = provide(Voidable, { db: Db, tenancy: Tenancy, settings, clock: Clock }, createVoidable);
