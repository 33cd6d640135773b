import { createToken, type Db, type Language, type PluginSet, type Scope } from '@sontechsp/sdk';
import { systemScope } from '../identity/system-scope.js';
import type { PluginStates, Version } from '../tokens.js';
import type { Declared } from './declared.js';
import { allStores, type StorePlace } from './store.js';

/** Where a job is done: in a store, for a firm (no store), or once for all (neither). */
export interface Place {
  readonly firmId: string;
  readonly storeId: string;
}
/** Knows where jobs are done, and whether their plugins are on there. */
export interface JobPlaces {
  /** Every place of a job, with its time zone and whether it is done there now. */
  of(declared: Declared): Promise<(Place & { timeZone: string; on: boolean })[]>;
  isOn(plugin: string, place: Place): Promise<boolean>;
  /** The system's own scope at a place. */
  scopeAt(place: Place, requestId: string): Promise<Scope>;
  /** Names of stores by id. */
  storeNames(): Promise<Map<string, string>>;
}
export const JobPlaces = createToken<JobPlaces>('host.jobPlaces');

export function createJobPlaces({ db, states, version }: { db: Db; states: PluginStates; version: Version }): JobPlaces {
  const stores = version.cache(() => allStores(db));
  const within = async ({ firmId, storeId }: Place): Promise<StorePlace[]> => (await stores(''))
    .filter(store => (storeId === '' || store.id === storeId) && (firmId === '' || store.firm_id === firmId));

  async function setAt(place: Place): Promise<PluginSet> {
    const none = await states.setFor('');
    const sets = await Promise.all((await within(place)).map(store => states.setFor(store.id)));
    // Work for a whole firm sees what is on anywhere in it.
    return sets.length === 1 ? sets[0]! : { version: none.version, has: plugin => none.has(plugin) || sets.some(set => set.has(plugin)) };
  }
  const isOn = async (plugin: string, place: Place): Promise<boolean> => (await setAt(place)).has(plugin);

  return {
    isOn,
    async of({ plugin, job }) {
      const all = await stores('');
      const firms = [...new Set(all.map(store => store.firm_id))];
      const places = job.per === 'store' ? all.map(store => ({ firmId: store.firm_id, storeId: store.id, timeZone: store.time_zone }))
        : job.per === 'firm' ? firms.map(firmId => ({ firmId, storeId: '', timeZone: all.find(store => store.firm_id === firmId)!.time_zone }))
        : [{ firmId: '', storeId: '', timeZone: 'UTC' }];
      return Promise.all(places.map(async place => ({ ...place, on: await isOn(plugin.id, place) })));
    },
    async scopeAt(place, requestId) {
      const first = place.firmId === '' ? undefined : (await within(place))[0];
      const language = (first?.language ?? 'tr') as Language;
      return systemScope({ ...place, userId: '', language, requestId, plugins: await setAt(place) });
    },
    storeNames: async () => new Map((await stores('')).map(store => [store.id, store.name])),
  };
}
