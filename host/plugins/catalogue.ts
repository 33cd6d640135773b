import { createToken, type Db } from '@sontechsp/sdk';
import type { ActivationMarks } from '../kernel/activation-marks.js';
import type { InstalledPlugin, Registry } from '../tokens.js';
import { allNeededBy, offUnlessOn } from './dependencies.js';
import type { PluginHealth, PluginHealthBook } from './health.js';
import { storesOfFirm, switchesOf } from './store.js';
import type { Suspension } from './tables.js';

export type StoreState = 'on' | 'off' | 'waiting' | 'suspended' | 'failed';
export interface PluginItem {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly state: 'active' | 'failed';
  readonly reason?: string;
  readonly requires: string[];
  readonly optional: string[];
  readonly settings: boolean;
  readonly origin: 'builtin' | 'package';
  readonly essential: boolean;
  readonly stores: Record<string, { enabled: boolean; state: StoreState }>;
  /** Why it was suspended, by the stores where it is. */
  readonly suspended: Record<string, Suspension>;
  /** A host died while it started it. `excused`: it is tried at the next start. */
  readonly quarantine?: { readonly at: string; readonly version: string; readonly excused: boolean };
  /** By store; empty where nobody asked for figures. */
  readonly health: Record<string, PluginHealth>;
}

/** What is installed, and how it stands in each store of a firm. */
export interface PluginCatalogue {
  /** `figures`: with how each does, which takes a few queries. */
  list(firmId: string, figures: boolean): Promise<PluginItem[]>;
}
export const PluginCatalogue = createToken<PluginCatalogue>('host.pluginCatalogue');

interface Deps { db: Db; registry: Registry; marks: ActivationMarks; health: PluginHealthBook }

export function createPluginCatalogue({ db, registry, marks, health }: Deps): PluginCatalogue {
  return {
    async list(firmId, figures) {
      const stores = await storesOfFirm(db, firmId);
      const ours = registry.installed.filter(i => i.plugin.id !== 'host');
      const [{ off, suspended }, healthOf] = await Promise.all([switchesOf(db, stores, offUnlessOn(ours)), figures ? health.read(stores) : undefined]);

      const stateOf = ({ plugin, state }: InstalledPlugin, storeId: string): StoreState => {
        const isDown = (id: string): boolean => off.has(`${id} ${storeId}`) || suspended.has(`${id} ${storeId}`);
        if (state === 'failed') return 'failed';
        if (off.has(`${plugin.id} ${storeId}`)) return 'off';
        if (suspended.has(`${plugin.id} ${storeId}`)) return 'suspended';
        return allNeededBy(plugin.id, ours).some(isDown) ? 'waiting' : 'on';
      };
      return ours.map(one => {
        const { plugin, state, reason, origin } = one;
        const passedOver = marks.passedOver(plugin);
        return {
          id: plugin.id, name: plugin.name, version: plugin.version, state, ...(reason ? { reason } : {}),
          requires: [...plugin.requires], optional: [...plugin.optional], settings: plugin.settings !== undefined, origin, essential: plugin.essential,
          stores: Object.fromEntries(stores.map(id => [id, { enabled: !off.has(`${plugin.id} ${id}`), state: stateOf(one, id) }])),
          suspended: Object.fromEntries(stores.flatMap(id => {
            const why = suspended.get(`${plugin.id} ${id}`);
            return why ? [[id, why]] : [];
          })),
          ...(passedOver ? { quarantine: passedOver } : {}),
          health: healthOf ? Object.fromEntries(stores.map(id => [id, healthOf(plugin.id, id)])) : {},
        };
      });
    },
  };
}
