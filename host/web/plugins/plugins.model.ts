import { computed, signal } from '@preact/signals';
import { isProblem, type Api, type Toasts, type Translate } from '@sontechsp/sdk/ui';

export interface PluginInfo {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly state: string;
  readonly reason?: string | null;
  readonly requires: readonly string[];
  /** Whether it has a settings form. */
  readonly settings: boolean;
  readonly stores: Readonly<Record<string, { readonly enabled: boolean; readonly state: string }>>;
}
export interface StoreName {
  readonly id: string;
  readonly name: string;
}

/** A switch that waits for a yes: alone, or with the plugins that go off with it. */
export interface Asking {
  readonly plugin: PluginInfo;
  /** Names of the plugins that need it; empty: only the plugin itself. */
  readonly by: readonly string[];
  readonly busy: boolean;
  readonly problem?: unknown;
}

interface Deps {
  api: Api;
  toast: Toasts;
  t: Translate;
  stores: () => readonly StoreName[];
  storeId: () => string | undefined;
}

/** The installed plugins, and which are on in a store. */
export function createPluginsModel({ api, toast, t, stores, storeId }: Deps) {
  const items = signal<readonly PluginInfo[] | undefined>(undefined);
  const problem = signal<unknown>(undefined);
  const chosen = signal<string | undefined>(undefined);
  const store = computed(() => stores().find(s => s.id === (chosen.value ?? storeId())) ?? stores()[0]);
  const asking = signal<Asking | undefined>(undefined);
  const switching = signal<string | undefined>(undefined);
  const settingsOf = signal<PluginInfo | undefined>(undefined);

  const nameOf = (id: string) => items.value?.find(p => p.id === id.split('@')[0])?.name ?? id;
  async function load() {
    try {
      items.value = (await api.get<{ items: readonly PluginInfo[] }>('/api/plugins')).items.filter(p => p.id !== 'host');
      problem.value = undefined;
    } catch (error) {
      problem.value = error;
    }
  }
  async function put(plugin: PluginInfo, enabled: boolean, cascade: boolean) {
    await api.put(`/api/plugins/${plugin.id}/stores/${store.value!.id}`, { enabled, ...(cascade ? { cascade } : {}) });
    toast.success(t(enabled ? 'host:web.plugins.turnedOn' : 'host:web.plugins.turnedOff', { name: plugin.name }));
    await load();
  }

  return {
    items, problem, store, asking, switching, settingsOf, nameOf, load,
    choose(id: string) {
      chosen.value = id;
    },
    isOn: (plugin: PluginInfo) => plugin.stores[store.value?.id ?? '']?.enabled ?? false,
    /** Switching on is done at once, with what it needs; switching off is asked first. */
    async toggle(plugin: PluginInfo, enabled: boolean) {
      if (!enabled) {
        asking.value = { plugin, by: [], busy: false };
        return;
      }
      switching.value = plugin.id;
      try {
        await put(plugin, true, true);
      } catch (error) {
        toast.problem(error);
      } finally {
        switching.value = undefined;
      }
    },
    async confirm() {
      const asked = asking.value;
      if (!asked || asked.busy) return;
      asking.value = { plugin: asked.plugin, by: asked.by, busy: true };
      try {
        await put(asked.plugin, false, asked.by.length > 0);
        asking.value = undefined;
      } catch (error) {
        const by = isProblem(error, 'plugin.required') ? error.facts['by'] : undefined;
        asking.value = Array.isArray(by) && asked.by.length === 0
          ? { plugin: asked.plugin, by: by.map(id => nameOf(String(id))), busy: false }
          : { ...asked, busy: false, problem: error };
      }
    },
    keep() {
      asking.value = undefined;
    },
    showSettings(plugin: PluginInfo | undefined) {
      settingsOf.value = plugin;
    },
  };
}
export type PluginsModel = ReturnType<typeof createPluginsModel>;
