import { Refusal, createToken, type Audit, type Clock, type Db, type Live, type Scope, type Tx } from '@sontechsp/sdk';
import type { Registry, Version } from '../tokens.js';
import { allNeededBy, allNeeding, offUnlessOn } from './dependencies.js';
import { errors } from './errors.js';
import { keepSwitch, lockStore, storesOfFirm, switchedOff } from './store.js';

export interface PluginItem {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly state: 'active' | 'failed';
  readonly reason?: string;
  readonly requires: string[];
  readonly optional: string[];
  readonly settings: boolean;
  readonly stores: Record<string, { enabled: boolean; state: 'on' | 'off' | 'waiting' | 'failed' }>;
}
export interface Wanted {
  readonly enabled: boolean;
  readonly cascade?: boolean | undefined;
}
/** What an admin sees of plugins and does with them. */
export interface PluginSwitch {
  list(firmId: string): Promise<PluginItem[]>;
  /** Switches a plugin in a store. With `cascade` those that need it go off with it, or those it needs come on with it. */
  set(scope: Scope, id: string, storeId: string, wanted: Wanted): Promise<PluginItem>;
}
export const PluginSwitch = createToken<PluginSwitch>('host.pluginSwitch');

interface Deps { db: Db; registry: Registry; version: Version; audit: Audit; live: Live; clock: Clock }

export function createPluginSwitch({ db, registry, version, audit, live, clock }: Deps): PluginSwitch {
  const ours = () => registry.installed.filter(i => i.plugin.id !== 'host');

  async function list(firmId: string): Promise<PluginItem[]> {
    const stores = await storesOfFirm(db, firmId);
    const off = await switchedOff(db, stores, offUnlessOn(ours()));
    const isOff = (id: string, storeId: string): boolean => off.has(`${id} ${storeId}`);
    return ours().map(({ plugin, state, reason }) => ({
      id: plugin.id, name: plugin.name, version: plugin.version, state, ...(reason ? { reason } : {}),
      requires: [...plugin.requires], optional: [...plugin.optional], settings: plugin.settings !== undefined,
      stores: Object.fromEntries(stores.map(storeId => {
        const enabled = !isOff(plugin.id, storeId);
        const waits = allNeededBy(plugin.id, ours()).some(id => isOff(id, storeId));
        return [storeId, { enabled, state: state === 'failed' ? 'failed' : !enabled ? 'off' : waits ? 'waiting' : 'on' }];
      })),
    }));
  }

  /** Resolves to whether anything changed. What waits in the outbox goes on by itself: its loop sees the new version. */
  async function change(tx: Tx, scope: Scope, id: string, storeId: string, { enabled, cascade = false }: Wanted): Promise<boolean> {
    await lockStore(tx, storeId);
    const off = await switchedOff(tx, [storeId], offUnlessOn(ours()));
    const isOn = (one: string): boolean => !off.has(`${one} ${storeId}`);
    // A plugin that does not run needs nothing.
    const running = ours().filter(i => i.state === 'active');
    const others = enabled ? allNeededBy(id, ours()).filter(one => !isOn(one)) : allNeeding(id, running).filter(isOn);
    if (others.length > 0 && !cascade) throw enabled ? errors('plugin.requires', { needs: others }) : errors('plugin.required', { by: others });
    const changing = [...others, id].filter(one => isOn(one) !== enabled);
    if (changing.length === 0) return false;
    for (const one of changing) await keepSwitch(tx, { plugin: one, firm_id: scope.firmId, store_id: storeId, enabled, changed_by: scope.userId, changed_at: clock.now() });
    version.bump(tx);
    for (const one of changing) await audit.record(tx, scope, `host.plugin.${enabled ? 'enable' : 'disable'}`, { type: 'plugin', id: one }, { storeId });
    return true;
  }

  return {
    list,
    async set(scope, id, storeId, wanted) {
      const found = ours().find(i => i.plugin.id === id);
      if (!found) throw errors('plugin.notFound', { id });
      const stores = await storesOfFirm(db, scope.firmId);
      if (!stores.includes(storeId)) throw new Refusal('host.notFound', 404);
      if (wanted.enabled && found.state === 'failed') throw errors('plugin.broken', { reason: found.reason });
      if (await db.transaction(tx => change(tx, scope, id, storeId, wanted)))
        await Promise.all(stores.map(each => live.publish(each, 'plugins.changed', { plugin: id, storeId, enabled: wanted.enabled })));
      return (await list(scope.firmId)).find(item => item.id === id)!;
    },
  };
}
