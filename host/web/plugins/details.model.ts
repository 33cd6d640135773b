import { signal } from '@preact/signals';
import type { Api } from '@sontechsp/sdk/ui';
import type { PluginDetails } from './plugin-info.js';

export type DetailsTab = 'health' | 'rights' | 'order' | 'parts';

/** One plugin in full, in a store. */
export function createDetailsModel({ api, plugin, storeId }: { api: Api; plugin: string; storeId: string | undefined }) {
  const details = signal<PluginDetails | undefined>(undefined);
  const problem = signal<unknown>(undefined);
  const tab = signal<DetailsTab>('health');
  return {
    details, problem, tab,
    async load() {
      try {
        details.value = await api.get<PluginDetails>(`/api/plugins/${plugin}`, storeId === undefined ? {} : { storeId });
        problem.value = undefined;
      } catch (error) {
        problem.value = error;
      }
    },
    show(next: DetailsTab) {
      tab.value = next;
    },
  };
}
export type DetailsModel = ReturnType<typeof createDetailsModel>;
