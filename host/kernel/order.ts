import semver from 'semver';
import type { Plugin } from '@sontechsp/sdk';
import { sdkVersion } from '../packages/rules.js';

export interface Ordered {
  /** Each plugin after all it requires. */
  readonly order: readonly Plugin[];
  /** Plugins that stay off, with the reason and the remedy. */
  readonly off: readonly { readonly plugin: Plugin; readonly reason: string }[];
}

const parse = (wanted: string): { id: string; range: string } => {
  const [id, range] = wanted.split('@');
  return { id: id!, range: range ?? '*' };
};

/**
 * Orders plugins by dependency. One that lacks or clashes with another stays off with its reason, and so do those that
 * require it, each naming the next link of the chain.
 */
export function orderPlugins(plugins: readonly Plugin[], failed: ReadonlyMap<string, string> = new Map()): Ordered {
  const byId = new Map<string, Plugin>();
  const reasons = new Map<Plugin, string>();
  for (const plugin of plugins) {
    if (byId.has(plugin.id)) reasons.set(plugin, `Plugin '${plugin.id}' is installed twice. Remove one of them.`);
    else byId.set(plugin.id, plugin);
  }
  const order: Plugin[] = [];
  const visiting: string[] = [];
  const settled = new Set<Plugin>();

  function problemWith(plugin: Plugin): string | undefined {
    const broken = failed.get(plugin.id);
    if (broken) return broken;
    if (plugin.sdk !== undefined && semver.validRange(plugin.sdk) === null)
      return `Plugin '${plugin.id}' says it is written for sdk '${plugin.sdk}', which is no range of versions. Write one, such as '^${sdkVersion}'.`;
    if (plugin.sdk !== undefined && !semver.satisfies(sdkVersion, plugin.sdk, { includePrerelease: true }))
      return `Plugin '${plugin.id}' is written for sdk ${plugin.sdk}, but this host has ${sdkVersion}. Install a version of '${plugin.id}' made for it, or update the host.`;
    for (const wanted of plugin.requires) {
      const { id, range } = parse(wanted);
      const other = byId.get(id);
      if (!other) return `Plugin '${plugin.id}' requires '${id}', which is not installed. Install '${id}' or remove '${plugin.id}'.`;
      if (!semver.satisfies(other.version, range))
        return `Plugin '${plugin.id}' requires '${id}' ${range}, but ${other.version} is installed. Install a fitting version of either.`;
      if (visiting.includes(id))
        return `Plugins '${plugin.id}' and '${id}' require each other (${[...visiting.slice(visiting.indexOf(id)), id].join(' → ')}). Break the circle.`;
      visit(other);
      const why = reasons.get(other);
      if (why) return `Plugin '${plugin.id}' requires '${id}', which is off: ${why}`;
    }
    for (const wanted of plugin.conflicts) {
      const { id, range } = parse(wanted);
      const other = byId.get(id);
      if (other && semver.satisfies(other.version, range)) return `Plugin '${plugin.id}' does not work together with '${id}'. Remove one of them.`;
    }
    for (const wanted of plugin.optional) {
      const other = byId.get(parse(wanted).id);
      if (other && !visiting.includes(other.id)) visit(other);
    }
    return undefined;
  }

  function visit(plugin: Plugin): void {
    if (settled.has(plugin) || reasons.has(plugin)) return;
    visiting.push(plugin.id);
    const reason = problemWith(plugin);
    visiting.pop();
    if (settled.has(plugin)) return;
    settled.add(plugin);
    if (reason) reasons.set(plugin, reason);
    else order.push(plugin);
  }

  for (const plugin of byId.values()) visit(plugin);
  return { order, off: [...reasons].map(([plugin, reason]) => ({ plugin, reason })) };
}

/** Ids of the plugins a plugin lists under `requires`, without ranges. */
export const requiredIds = (plugin: Plugin): string[] => plugin.requires.map(w => parse(w).id);
export const knownIds = (plugin: Plugin): string[] => [...plugin.requires, ...plugin.optional].map(w => parse(w).id);
