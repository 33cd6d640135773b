import { createToken, type AdapterDeclaration } from '@sontechsp/sdk';
import type { Registry } from '../tokens.js';

/** An adapter and the plugin it comes with. */
export interface InstalledAdapter {
  readonly plugin: string;
  readonly pluginName: string;
  readonly declaration: AdapterDeclaration;
}
/** The adapters of all plugins that run. */
export interface AdapterBook {
  all(): readonly InstalledAdapter[];
  find(adapterId: string): InstalledAdapter | undefined;
}
export const AdapterBook = createToken<AdapterBook>('host.adapterBook');

export function createAdapterBook({ registry }: { registry: Registry }): AdapterBook {
  const all = (): InstalledAdapter[] => registry.installed.filter(one => one.state === 'active')
    .flatMap(({ plugin }) => plugin.adapters.map(declaration => ({ plugin: plugin.id, pluginName: plugin.name, declaration })));
  return { all, find: adapterId => all().find(one => one.declaration.id === adapterId) };
}
