import { createToken, type Audit, type Clock, type Db, type Live, type Tx } from '@sontechsp/sdk';
import { systemScope } from '../identity/system-scope.js';
import type { Fault } from '../kernel/fault-record.js';
import type { Registry, Version } from '../tokens.js';
import { offUnlessOn } from './dependencies.js';
import { firmOfStore, keepSwitch, lockStore, switchesOf } from './store.js';

/** An essential plugin that keeps failing is told of so often at most. */
const TELL_EVERY_MS = 10 * 60_000;

/** What becomes of a plugin whose contributions keep failing in a store. */
export interface Quarantine {
  /**
   * Suspends it there: as if it were off, until an admin lets it try again. An essential plugin is not suspended, because the
   * shop would trade on without what it guards; that it keeps failing is written down and told.
   */
  keepsFailing(last: Fault): Promise<void>;
}
export const Quarantine = createToken<Quarantine>('host.quarantine');

interface Deps { db: Db; registry: Registry; version: Version; audit: Audit; live: Live; clock: Clock }

export function createQuarantine({ db, registry, version, audit, live, clock }: Deps): Quarantine {
  const toldAt = new Map<string, number>();

  function isTold(key: string): boolean {
    const last = toldAt.get(key);
    if (last !== undefined && performance.now() - last < TELL_EVERY_MS) return true;
    toldAt.set(key, performance.now());
    return false;
  }

  async function suspend(tx: Tx, firmId: string, { plugin, storeId, hook, reason, message }: Fault): Promise<boolean> {
    await lockStore(tx, storeId);
    const { off, suspended } = await switchesOf(tx, [storeId], offUnlessOn(registry.installed));
    const key = `${plugin} ${storeId}`;
    // Another host was quicker, or an admin.
    if (off.has(key) || suspended.has(key)) return false;
    const now = clock.now();
    await keepSwitch(tx, {
      plugin, firm_id: firmId, store_id: storeId, enabled: true, changed_by: '', changed_at: now, suspended: { at: now, hook, reason, message },
    });
    version.bump(tx);
    await audit.record(tx, systemScope({ firmId, storeId, userId: '' }), 'host.plugin.suspend', { type: 'plugin', id: plugin }, { storeId, hook, reason, message });
    return true;
  }

  return {
    async keepsFailing(last) {
      const { plugin, storeId, hook, reason, message } = last;
      const found = registry.installed.find(i => i.plugin.id === plugin);
      const firmId = storeId ? await firmOfStore(db, storeId) : undefined;
      if (!found || !firmId || plugin === 'host') return;
      if (found.plugin.essential) {
        if (isTold(`${plugin} ${storeId}`)) return;
        await db.transaction(tx => audit.record(tx, systemScope({ firmId, storeId, userId: '' }), 'host.plugin.keepsFailing', { type: 'plugin', id: plugin }, { storeId, hook, reason, message }));
      } else if (!await db.transaction(tx => suspend(tx, firmId, last))) return;
      const state = found.plugin.essential ? 'failing' : 'suspended';
      await live.publish(storeId, 'plugins.changed', { plugin, storeId, enabled: true, state });
    },
  };
}
