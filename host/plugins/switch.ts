import { Refusal, createToken, type Audit, type Clock, type Db, type Live, type Scope, type Tx } from '@sontechsp/sdk';
import type { Registry, Version } from '../tokens.js';
import { allNeededBy, allNeeding, offUnlessOn } from './dependencies.js';
import { errors } from './errors.js';
import { keepSwitch, lockStore, storesOfFirm, switchesOf } from './store.js';

export interface Wanted {
  readonly enabled: boolean;
  readonly cascade?: boolean | undefined;
}
/** Switches plugins per store. */
export interface PluginSwitch {
  /** With `cascade` those that need it go off with it, or those it needs come on with it. Switching on ends a suspension. */
  set(scope: Scope, id: string, storeId: string, wanted: Wanted): Promise<void>;
  /** Lets a plugin that was suspended in a store try again; does nothing where it is not. */
  resume(scope: Scope, id: string, storeId: string): Promise<void>;
}
export const PluginSwitch = createToken<PluginSwitch>('host.pluginSwitch');

interface Deps { db: Db; registry: Registry; version: Version; audit: Audit; live: Live; clock: Clock }

export function createPluginSwitch({ db, registry, version, audit, live, clock }: Deps): PluginSwitch {
  const ours = () => registry.installed.filter(i => i.plugin.id !== 'host');

  const rowOf = (scope: Scope, plugin: string, storeId: string, enabled: boolean) =>
    ({ plugin, firm_id: scope.firmId, store_id: storeId, enabled, changed_by: scope.userId, changed_at: clock.now(), suspended: null });

  /** Resolves to whether anything changed. What waits in the outbox goes on by itself: its loop sees the new version. */
  async function change(tx: Tx, scope: Scope, id: string, storeId: string, { enabled, cascade = false }: Wanted): Promise<boolean> {
    await lockStore(tx, storeId);
    const { off, suspended } = await switchesOf(tx, [storeId], offUnlessOn(registry.installed));
    const isOn = (one: string): boolean => !off.has(`${one} ${storeId}`);
    // A plugin that does not run needs nothing.
    const running = ours().filter(i => i.state === 'active');
    const others = enabled ? allNeededBy(id, ours()).filter(one => !isOn(one)) : allNeeding(id, running).filter(isOn);
    if (others.length > 0 && !cascade) throw enabled ? errors('plugin.requires', { needs: others }) : errors('plugin.required', { by: others });
    const changing = [...others, id].filter(one => isOn(one) !== enabled);
    const resuming = enabled && suspended.has(`${id} ${storeId}`);
    if (changing.length === 0 && !resuming) return false;
    for (const one of resuming ? [...changing, id] : changing) await keepSwitch(tx, rowOf(scope, one, storeId, enabled));
    version.bump(tx);
    for (const one of changing) await audit.record(tx, scope, `host.plugin.${enabled ? 'enable' : 'disable'}`, { type: 'plugin', id: one }, { storeId });
    if (resuming) await audit.record(tx, scope, 'host.plugin.resume', { type: 'plugin', id }, { storeId });
    return true;
  }
  async function resumed(tx: Tx, scope: Scope, id: string, storeId: string): Promise<boolean> {
    const { suspended } = await switchesOf(tx, [storeId], []);
    return suspended.has(`${id} ${storeId}`) && change(tx, scope, id, storeId, { enabled: true });
  }

  /** Does it in a transaction, and tells the store's open screens when it changed anything. */
  async function inStore(scope: Scope, id: string, storeId: string, enabled: boolean, work: (tx: Tx) => Promise<boolean>): Promise<void> {
    const found = ours().find(i => i.plugin.id === id);
    if (!found) throw errors('plugin.notFound', { id });
    if (!(await storesOfFirm(db, scope.firmId)).includes(storeId)) throw new Refusal('host.notFound', 404);
    if (enabled && found.state === 'failed') throw errors('plugin.broken', { reason: found.reason });
    if (await db.transaction(work)) await live.publish(storeId, 'plugins.changed', { plugin: id, storeId, enabled });
  }

  return {
    set: (scope, id, storeId, wanted) => inStore(scope, id, storeId, wanted.enabled, tx => change(tx, scope, id, storeId, wanted)),
    resume: (scope, id, storeId) => inStore(scope, id, storeId, true, tx => resumed(tx, scope, id, storeId)),
  };
}
