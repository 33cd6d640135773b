import type { PluginSet, Scope } from '@sontechsp/sdk';
import type { Host } from '../boot.js';
import { PluginStates } from '../tokens.js';
import { firstPlace } from './store.js';

/** Acts as the house itself in a store: for commands, which nobody is signed in to. */
export async function scopeOf(host: Host, storeCode: string | undefined): Promise<Scope> {
  const place = await firstPlace(host.database, storeCode);
  if (!place) {
    throw new Error(storeCode ? `There is no store with the code '${storeCode}'.` : "There is no store yet. Run 'sontechsp setup' or open the address in a browser first.");
  }
  const plugins: PluginSet = await host.resolve(PluginStates).setFor(place.storeId);
  return { ...place, plugins, language: place.language, requestId: 'cli', can: () => true, limit: () => 100 };
}
