import { computed, signal } from '@preact/signals';
import { isProblem, type Api, type Toasts, type Translate } from '@sontechsp/sdk/ui';
import type { PendingPackage, PluginHealth, PluginInfo, Preview, StoreName } from './plugin-info.js';

export type { PluginInfo, StoreName } from './plugin-info.js';

/** A plugin that is about to be switched off, with what would stop once that is known. */
export interface Asking {
  readonly plugin: PluginInfo;
  readonly preview: Preview | undefined;
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
  const pending = signal<readonly PendingPackage[]>([]);
  const problem = signal<unknown>(undefined);
  const chosen = signal<string | undefined>(undefined);
  const store = computed(() => stores().find(s => s.id === (chosen.value ?? storeId())) ?? stores()[0]);
  const asking = signal<Asking | undefined>(undefined);
  /** The plugin a request is on its way for. */
  const switching = signal<string | undefined>(undefined);
  const settingsOf = signal<PluginInfo | undefined>(undefined);
  const detailsOf = signal<string | undefined>(undefined);

  const nameOf = (id: string) => items.value?.find(p => p.id === id.split('@')[0])?.name ?? id;
  const place = (plugin: PluginInfo) => `/api/plugins/${plugin.id}/stores/${store.value!.id}`;
  async function load() {
    try {
      const told = await api.get<{ items: readonly PluginInfo[]; pending: readonly PendingPackage[] }>('/api/plugins', { limit: 200 });
      items.value = told.items.filter(p => p.id !== 'host');
      pending.value = told.pending;
      problem.value = undefined;
    } catch (error) {
      problem.value = error;
    }
  }
  async function put(plugin: PluginInfo, enabled: boolean, cascade: boolean) {
    await api.put(place(plugin), { enabled, ...(cascade ? { cascade } : {}) });
    toast.success(t(enabled ? 'host:web.plugins.turnedOn' : 'host:web.plugins.turnedOff', { name: plugin.name }));
    await load();
  }
  /** Does something for one plugin, its button busy meanwhile. */
  async function busyWith(plugin: PluginInfo, work: () => Promise<void>) {
    if (switching.value !== undefined) return;
    switching.value = plugin.id;
    try {
      await work();
    } catch (error) {
      toast.problem(error);
    } finally {
      switching.value = undefined;
    }
  }
  /** Asks what would stop, for the plugin that is still asked about when the answer comes. */
  async function look(plugin: PluginInfo) {
    try {
      const preview = await api.get<Preview>(`${place(plugin)}/preview`, { enabled: false });
      if (asking.value?.plugin.id === plugin.id) asking.value = { ...asking.value, preview };
    } catch (error) {
      if (asking.value?.plugin.id === plugin.id) asking.value = { ...asking.value, problem: error };
    }
  }

  return {
    items, pending, problem, store, asking, switching, settingsOf, detailsOf, nameOf, load,
    choose(id: string) {
      chosen.value = id;
    },
    isOn: (plugin: PluginInfo) => plugin.stores[store.value?.id ?? '']?.enabled ?? false,
    /** `on`, `off`, `waiting`, `suspended` or `failed`, in the chosen store. */
    stateOf: (plugin: PluginInfo) => (plugin.state === 'failed' ? 'failed' : plugin.stores[store.value?.id ?? '']?.state ?? 'off'),
    suspensionOf: (plugin: PluginInfo) => plugin.suspended?.[store.value?.id ?? ''],
    healthOf: (plugin: PluginInfo): PluginHealth | undefined => plugin.health?.[store.value?.id ?? ''],
    /** Switching on is done at once, with what it needs; switching off is asked first, showing what would stop. */
    async toggle(plugin: PluginInfo, enabled: boolean) {
      if (enabled) return busyWith(plugin, () => put(plugin, true, true));
      asking.value = { plugin, preview: undefined, busy: false };
      await look(plugin);
    },
    async confirm() {
      const asked = asking.value;
      if (!asked || asked.busy) return;
      asking.value = { plugin: asked.plugin, preview: asked.preview, busy: true };
      try {
        await put(asked.plugin, false, (asked.preview?.others.length ?? 0) > 0);
        asking.value = undefined;
      } catch (error) {
        asking.value = { plugin: asked.plugin, preview: asked.preview, busy: false, problem: error };
        // Something that needs it was switched on meanwhile: shown, and asked again.
        if (isProblem(error, 'plugin.required')) await look(asked.plugin);
      }
    },
    keep() {
      asking.value = undefined;
    },
    /** Ends a suspension in the store. */
    resume: (plugin: PluginInfo) => busyWith(plugin, async () => {
      await api.post(`${place(plugin)}/resume`);
      toast.success(t('host:web.plugins.resumed', { name: plugin.name }));
      await load();
    }),
    /** Lets a plugin that the host died of be tried at the next start. */
    retry: (plugin: PluginInfo) => busyWith(plugin, async () => {
      await api.post(`/api/plugins/${plugin.id}/retry`);
      await load();
    }),
    showSettings(plugin: PluginInfo | undefined) {
      settingsOf.value = plugin;
      detailsOf.value = undefined;
    },
    showDetails(plugin: PluginInfo | undefined) {
      detailsOf.value = plugin?.id;
      settingsOf.value = undefined;
    },
  };
}
export type PluginsModel = ReturnType<typeof createPluginsModel>;
