import { createToken, isRefusal, type Audit, type Clock, type Db, type Live, type Scope, type Tx } from '@sontechsp/sdk';
import { release } from '../outbox/store.js';
import type { Registry, Version } from '../tokens.js';
import { allNeededBy, allNeeding } from './dependencies.js';
import { errors } from './errors.js';
import { lockStore, setEnabled, storesOfFirm, switchedOff } from './store.js';

export interface PluginItem {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly state: 'active' | 'failed';
  readonly reason?: string;
  readonly requires: readonly string[];
  readonly optional: readonly string[];
  readonly settings: boolean;
  readonly stores: Record<string, { enabled: boolean; state: 'on' | 'off' | 'waiting' | 'failed' }>;
}
/** What an admin sees of plugins and does with them. */
export interface PluginSwitch {
  list(firmId: string): Promise<PluginItem[]>;
  /** Switches a plugin in a store. With `cascade` those that need it go off with it, or those it needs come on with it. */
  set(scope: Scope, id: string, storeId: string, wanted: { enabled: boolean; cascade?: boolean }): Promise<PluginItem>;
}
export const PluginSwitch = createToken<PluginSwitch>('host.pluginSwitch');

interface Deps { db: Db; registry: Registry; version: Version; audit: Audit; live: Live; clock: Clock }

export function createPluginSwitch({ db, registry, version, audit, live, clock }: Deps): PluginSwitch {
  const ours = () => registry.installed.filter(i => i.plugin.id !== 'host');

  async function list(firmId: string): Promise<PluginItem[]> {
    const stores = await storesOfFirm(db, firmId);
    const off = await switchedOff(db, stores);
    const isOff = (id: string, storeId: string): boolean => off.has(`${id} ${storeId}`);
    return ours().map(({ plugin, state, reason }) => ({
      id: plugin.id, name: plugin.name, version: plugin.version, state, ...(reason ? { reason } : {}),
      requires: plugin.requires, optional: plugin.optional, settings: plugin.settings !== undefined,
      stores: Object.fromEntries(stores.map(storeId => {
        const enabled = !isOff(plugin.id, storeId);
        const waits = allNeededBy(plugin.id, ours()).some(id => isOff(id, storeId));
        return [storeId, { enabled, state: state === 'failed' ? 'failed' : !enabled ? 'off' : waits ? 'waiting' : 'on' }];
      })),
    }));
  }

  async function change(tx: Tx, scope: Scope, id: string, storeId: string, { enabled, cascade = false }: { enabled: boolean; cascade?: boolean }): Promise<void> {
    await lockStore(tx, storeId);
    const off = await switchedOff(tx, [storeId]);
    const on = (one: string): boolean => !off.has(`${one} ${storeId}`);
    const others = enabled ? allNeededBy(id, ours()).filter(one => !on(one)) : allNeeding(id, ours()).filter(on);
    if (others.length > 0 && !cascade) throw enabled ? errors('plugin.requires', { needs: others }) : errors('plugin.required', { by: others });
    for (const one of [...others, id]) {
      if (on(one) === enabled) continue;
      await setEnabled(tx, one, storeId, enabled, scope.userId, clock.now());
      if (enabled) await release(tx, ours().find(i => i.plugin.id === one)!.plugin.outbox.map(s => s.id), storeId, clock.now());
      await audit.record(tx, scope, `host.plugin.${enabled ? 'enable' : 'disable'}`, { type: 'plugin', id: one }, { storeId });
    }
    version.bump(tx);
  }

  return {
    list,
    async set(scope, id, storeId, wanted) {
      const found = ours().find(i => i.plugin.id === id);
      if (!found) throw errors('plugin.notFound', { id });
      if (!(await storesOfFirm(db, scope.firmId)).includes(storeId)) throw errors('tenancy.notFound');
      if (wanted.enabled && found.state === 'failed') throw errors('plugin.broken', { reason: found.reason });
      await db.transaction(tx => change(tx, scope, id, storeId, wanted));
      await live.publish(null, 'plugins.changed', { plugin: id, storeId, enabled: wanted.enabled }).catch((error: unknown) => {
        if (isRefusal(error)) throw error;
      });
      return (await list(scope.firmId)).find(item => item.id === id)!;
    },
  };
}
