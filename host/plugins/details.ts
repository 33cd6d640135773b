import { createToken, type Messages, type Plugin, type Scope } from '@sontechsp/sdk';
import type { TapBook } from '../kernel/tokens.js';
import { describePlugin } from '../packages/describe.js';
import type { Registry } from '../tokens.js';
import { errors } from './errors.js';

export interface TapDetail {
  readonly hook: string;
  readonly kind: string;
  readonly stage: string;
  /** Milliseconds it may take. */
  readonly budget: number;
  /** From 1, of `of`. */
  readonly place: number;
  readonly of: number;
  /** All plugins that tap it, in the order they run. */
  readonly order: string[];
}
/** What a plugin brings and does, for the admin who decides about it. */
export interface PluginDetails {
  readonly description?: string;
  readonly permissions: { readonly id: string; readonly title: string; readonly roles: string[] }[];
  readonly taps: TapDetail[];
  /** Hooks it offers, with who taps them. */
  readonly hooks: { readonly hook: string; readonly kind: string; readonly order: string[] }[];
  readonly routes: { readonly method: string; readonly path: string; readonly permission: string }[];
  readonly screens: { readonly path: string; readonly title: string; readonly permission: string }[];
  readonly slots: string[];
  readonly topics: string[];
  readonly subscribers: { readonly topic: string; readonly id: string; readonly onDisable: string }[];
  readonly jobs: { readonly id: string; readonly per: string; readonly schedule: string }[];
  readonly adapters: { readonly id: string; readonly of: string; readonly title: string }[];
  readonly tables: string[];
  readonly workers: string[];
  /** What it asks for of the host and of other plugins. */
  readonly uses: string[];
}
export interface PluginDetailBook {
  of(scope: Pick<Scope, 'language'>, id: string): PluginDetails;
}
export const PluginDetailBook = createToken<PluginDetailBook>('host.pluginDetails');

export function createPluginDetails({ registry, taps, messages }: { registry: Registry; taps: TapBook; messages: Messages }): PluginDetailBook {
  /** A sentence of the plugin, or the fall-back when there is none under the key. */
  const sentence = (language: string, plugin: Plugin, key: string, fallback: string): string => {
    const full = key.includes(':') ? key : `${plugin.id}:${key}`;
    const text = messages.text(language, full);
    return text === full ? fallback : text;
  };
  return {
    of({ language }, id) {
      const plugin = registry.installed.find(one => one.plugin.id === id && id !== 'host')?.plugin;
      if (!plugin) throw errors('plugin.notFound', { id });
      const order = taps.order();
      const { routes, subscribes, jobs, adapters, topics, tables, workers, uses, slots } = describePlugin(plugin);
      const description = sentence(language, plugin, 'plugin.description', '');
      return {
        ...(description ? { description } : {}),
        permissions: plugin.permissions.map(p => ({ id: p.id, title: sentence(language, plugin, `permissions.${p.id}`, p.id), roles: Object.keys(p.roles) })),
        taps: order.flatMap(({ hook, kind, budget, taps }) => taps.flatMap(({ plugin: who, stage }, at) => who === id
          ? [{ hook, kind, stage, budget, place: at + 1, of: taps.length, order: taps.map(t => t.plugin) }] : [])),
        hooks: order.filter(one => one.owner === id).map(({ hook, kind, taps }) => ({ hook, kind, order: taps.map(t => t.plugin) })),
        routes: [...routes],
        screens: plugin.screens.map(s => ({ path: s.path, title: sentence(language, plugin, s.title, s.title), permission: s.permission })),
        slots: slots.map(s => s.slot),
        topics: [...topics],
        subscribers: subscribes.map(s => ({ ...s, onDisable: plugin.outbox.find(o => o.id === s.id)?.options.onDisable ?? 'hold' })),
        jobs: [...jobs], adapters: [...adapters], tables: [...tables], workers: [...workers], uses: [...uses],
      };
    },
  };
}
