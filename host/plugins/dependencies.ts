import type { Plugin } from '@sontechsp/sdk';
import type { InstalledPlugin } from '../tokens.js';

/** Ids a plugin requires, without ranges. */
export const dependenciesOf = (plugin: Plugin): string[] => plugin.requires.map(wanted => wanted.split('@')[0]!);

/** All a plugin needs, and what those need, nearest to the root first. */
export function allNeededBy(id: string, installed: readonly InstalledPlugin[]): string[] {
  const needed = new Set<string>();
  const walk = (one: string): void => {
    for (const next of dependenciesOf(installed.find(i => i.plugin.id === one)!.plugin)) {
      if (needed.has(next) || !installed.some(i => i.plugin.id === next)) continue;
      walk(next);
      needed.add(next);
    }
  };
  walk(id);
  return [...needed];
}
/** All that need a plugin, directly or through another, furthest from the root first. */
export const allNeeding = (id: string, installed: readonly InstalledPlugin[]): string[] =>
  installed.filter(i => i.plugin.id !== id && allNeededBy(i.plugin.id, installed).includes(id)).map(i => i.plugin.id).reverse();
/** Plugins that are off in a store until an admin has switched them on there: those that did not come with the host. */
export const offUnlessOn = (installed: readonly InstalledPlugin[]): string[] => installed.filter(i => i.origin === 'package').map(i => i.plugin.id);
