import type { Db, PluginSet } from '@sontechsp/sdk';
import type { PluginStates, Registry, Version } from '../tokens.js';
import { dependenciesOf, offUnlessOn } from './dependencies.js';
import { switchesOf } from './store.js';

/** Which plugins are on in a store: installed, running, neither switched off nor suspended, and so are all they require. */
export function createPluginStates({ db, version, registry }: { db: Db; version: Version; registry: Registry }): PluginStates {
  const setFor = version.cache(async (storeId): Promise<PluginSet> => {
    // Before the read: should a change come meanwhile, the set is older than it says and is read again.
    const number = version.current();
    const { off, suspended } = await switchesOf(db, storeId ? [storeId] : [], offUnlessOn(registry.installed));
    const on = new Set<string>(['host']);
    // Boot order has each plugin after those it requires.
    for (const { plugin, state } of registry.installed) {
      const key = `${plugin.id} ${storeId}`;
      if (plugin.id === 'host' || (state === 'active' && storeId && !off.has(key) && !suspended.has(key) && dependenciesOf(plugin).every(id => on.has(id)))) on.add(plugin.id);
    }
    return { version: number, has: id => on.has(id) };
  });
  return { setFor };
}
