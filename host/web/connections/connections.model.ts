import { batch, computed, signal } from '@preact/signals';
import { createWork, type Api, type ListPage, type Toasts, type Translate } from '@sontechsp/sdk/ui';
import type { FormSchema, Values } from '../plugins/settings-fields.js';

/** A partner that an installed plugin can talk to. */
export interface AdapterInfo {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly plugin: string;
  readonly pluginName: string;
  readonly schema: FormSchema;
}
export interface TrialFailure {
  readonly kind: string;
  readonly message: string;
  readonly detail?: string;
  readonly evidence?: string;
}
export interface TrialResult {
  readonly ok: boolean;
  /** What there is to say of a test that went well. */
  readonly said?: string;
  readonly failure?: TrialFailure;
}
export interface ConnectionInfo {
  readonly id: string;
  readonly storeId: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly plugin: string;
  readonly pluginName: string | null;
  readonly adapterId: string;
  readonly title: string | null;
  readonly state: 'on' | 'off' | 'pluginOff' | 'missing';
  readonly settings: Values;
  readonly lastTest: (TrialResult & { readonly at: string }) | null;
  readonly webhookPath: string | null;
  readonly resting: { readonly kind: string; readonly until: string } | null;
}
/** What the panel edits: a connection there is, or a new one at a partner. */
export type Editing = { readonly connection: ConnectionInfo } | { readonly adapter: AdapterInfo };

interface Deps {
  api: Api;
  toast: Toasts;
  t: Translate;
  stores: () => readonly { readonly id: string; readonly name: string }[];
  storeId: () => string | undefined;
  /** Only those of a plugin, from the address bar. */
  plugin: () => string | undefined;
}

/** The accounts at partners that a store has. */
export function createConnectionsModel({ api, toast, t, stores, storeId, plugin }: Deps) {
  const items = signal<readonly ConnectionInfo[] | undefined>(undefined);
  const adapters = signal<readonly AdapterInfo[]>([]);
  const problem = signal<unknown>(undefined);
  const chosen = signal<string | undefined>(undefined);
  const store = computed(() => stores().find(s => s.id === (chosen.value ?? storeId())) ?? stores()[0]);
  const editing = signal<Editing | undefined>(undefined);
  const testing = signal<ReadonlySet<string>>(new Set());
  /** What it is being asked about whether it is to go. */
  const asking = signal<ConnectionInfo | undefined>(undefined);
  const removing = createWork();
  let asked = 0;

  async function load() {
    const mine = ++asked;
    try {
      const [list, all] = await Promise.all([
        api.get<ListPage<ConnectionInfo>>('/api/connections', { limit: 200, storeId: store.value?.id, plugin: plugin() }),
        api.get<{ items: readonly AdapterInfo[] }>('/api/adapters', { plugin: plugin() }),
      ]);
      if (mine !== asked) return;
      batch(() => {
        items.value = list.items;
        adapters.value = all.items;
        problem.value = undefined;
      });
    } catch (error) {
      if (mine === asked) problem.value = error;
    }
  }
  const put = (connection: ConnectionInfo) => {
    items.value = items.value?.map(one => (one.id === connection.id ? connection : one));
  };

  return {
    items, adapters, problem, store, editing, testing, asking, removing, load,
    choose(id: string) {
      batch(() => {
        chosen.value = id;
        items.value = undefined;
        editing.value = undefined;
      });
      return load();
    },
    edit(what: Editing | undefined) {
      editing.value = what;
    },
    adapterOf: (connection: ConnectionInfo) => adapters.value.find(one => one.id === connection.adapterId),
    async toggle(connection: ConnectionInfo, enabled: boolean) {
      try {
        put(await api.patch<ConnectionInfo>(`/api/connections/${connection.id}`, { enabled }));
      } catch (error) {
        toast.problem(error);
      }
    },
    async test(connection: ConnectionInfo) {
      if (testing.value.has(connection.id)) return;
      testing.value = new Set([...testing.value, connection.id]);
      try {
        const { ok } = await api.post<TrialResult>(`/api/connections/${connection.id}/test`);
        if (ok) toast.success(t('host:web.connections.works', { name: connection.name }));
        put(await api.get<ConnectionInfo>(`/api/connections/${connection.id}`));
      } catch (error) {
        toast.problem(error);
      } finally {
        testing.value = new Set([...testing.value].filter(id => id !== connection.id));
      }
    },
    askRemove(connection: ConnectionInfo | undefined) {
      removing.say(undefined);
      asking.value = connection;
    },
    remove: () => removing.run(async () => {
      const connection = asking.value;
      if (!connection) return;
      await api.delete(`/api/connections/${connection.id}`);
      toast.success(t('host:web.connections.removed', { name: connection.name }));
      batch(() => {
        asking.value = undefined;
        editing.value = undefined;
      });
      await load();
    }),
  };
}
export type ConnectionsModel = ReturnType<typeof createConnectionsModel>;
