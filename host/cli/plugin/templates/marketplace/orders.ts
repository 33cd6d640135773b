import { toUtc, type Clock, type Db, type Live, type SettingsReader } from '@sontechsp/sdk';
import { keepOrder, latestChange } from './store.js';
import type { Account, MarketClient, Orders } from './tokens.js';

interface Deps { db: Db; clock: Clock; live: Live; client: MarketClient; settings: SettingsReader<Account> }

/** Asked again from a little before the last change: what was committed late over there is not missed, and a repetition is no harm. */
const OVERLAP_MS = 5 * 60_000;
const FIRST_DAYS = 14;

export function createOrders({ db, clock, live, client, settings }: Deps): Orders {
  return {
    async fetch(scope, signal) {
      const account = await settings.read(scope);
      if (account.address === '') return 0;
      const latest = await latestChange(db, scope);
      const since = new Date(latest ? Date.parse(latest) - OVERLAP_MS : Date.parse(clock.now()) - FIRST_DAYS * 86_400_000).toISOString();
      const found = await client.changedSince(account, since, signal);
      signal.throwIfAborted();
      await db.transaction(async tx => {
        for (const { orderedAt, changedAt, ...order } of found) {
          await keepOrder(tx, { ...order, firm_id: scope.firmId, store_id: scope.storeId, ordered_at: toUtc(orderedAt), changed_at: toUtc(changedAt) });
        }
      });
      if (found.length > 0) await live.publish(scope.storeId, 'ornek.changed', {});
      return found.length;
    },
  };
}
