import { createToken, type Clock, type Db } from '@sontechsp/sdk';
import type { Registry } from '../tokens.js';
import { remember, remembered } from './store.js';

/** What was installed when a host last started, for whoever looks at the database. */
export interface PluginRecord {
  /** Called once, when all plugins are wired; writes only what differs. */
  keep(): Promise<void>;
}
export const PluginRecord = createToken<PluginRecord>('host.pluginRecord');

export function createPluginRecord({ db, registry, clock }: { db: Db; registry: Registry; clock: Clock }): PluginRecord {
  return {
    async keep() {
      const known = new Map((await remembered(db)).map(row => [row.id, row]));
      const rows = registry.installed.map(({ plugin, state, reason }) => ({ id: plugin.id, version: plugin.version, state, reason: reason ?? null }));
      const changed = rows.filter(row => {
        const before = known.get(row.id);
        return before?.version !== row.version || before.state !== row.state || before.reason !== row.reason;
      });
      if (changed.length > 0) await db.transaction(tx => remember(tx, changed, clock.now()));
    },
  };
}
