import { batch, computed, signal } from '@preact/signals';
import { createForm, type Api, type ListPage, type Toasts, type Translate } from '@sontechsp/sdk/ui';
import type { Role } from './role.js';

/** A permission some plugin declares. `limited`: holding it has a limit in percent. */
export interface PermissionInfo {
  readonly id: string;
  readonly plugin: string;
  readonly limited: boolean;
}
export interface RoleValues {
  name: string;
  /** Permission → limit; 100 where it has none. */
  permissions: Readonly<Record<string, number>>;
}

/** Roles, and what each may do. */
export function createRolesModel({ api, toast, t }: { api: Api; toast: Toasts; t: Translate }) {
  const roles = signal<readonly Role[] | undefined>(undefined);
  const known = signal<readonly PermissionInfo[]>([]);
  const problem = signal<unknown>(undefined);
  const names = signal<ReadonlyMap<string, string>>(new Map());
  const open = signal<Role | 'new' | undefined>(undefined);
  const form = createForm<RoleValues>({ name: '', permissions: {} });

  const groups = computed(() => [...new Set(known.value.map(p => p.plugin))].map(plugin => ({ plugin, permissions: known.value.filter(p => p.plugin === plugin) })));
  const set = (permissions: Readonly<Record<string, number>>) => form.set('permissions', permissions);
  const without = (ids: readonly string[]) => Object.fromEntries(Object.entries(form.values.value.permissions).filter(([id]) => !ids.includes(id)));

  async function load() {
    try {
      const [r, p] = await Promise.all([api.get<ListPage<Role>>('/api/roles', { limit: 200 }), api.get<{ items: readonly PermissionInfo[] }>('/api/permissions')]);
      batch(() => {
        roles.value = r.items;
        known.value = p.items;
        problem.value = undefined;
      });
    } catch (error) {
      problem.value = error;
    }
  }
  /** Names of plugins are for those who may see plugins; others read ids. */
  async function loadNames() {
    const { items } = await api.get<{ items: readonly { id: string; name: string }[] }>('/api/plugins');
    names.value = new Map(items.map(p => [p.id, p.name]));
  }
  return {
    loadNames,
    nameOf: (plugin: string) => (plugin === 'host' ? t('host:web.frame.groups.admin') : names.value.get(plugin) ?? plugin),
    roles, groups, problem, open, form, load,
    show(role: Role) {
      batch(() => {
        open.value = role;
        form.reset({ name: role.name, permissions: Object.fromEntries(role.permissions.map(p => [p.id, p.limit ?? 100])) });
      });
    },
    create() {
      batch(() => {
        open.value = 'new';
        form.reset({ name: '', permissions: {} });
      });
    },
    close() {
      open.value = undefined;
    },
    has: (id: string) => id in form.values.value.permissions,
    toggle(id: string) {
      set(id in form.values.value.permissions ? without([id]) : { ...form.values.value.permissions, [id]: 100 });
    },
    toggleAll(ids: readonly string[]) {
      const have = form.values.value.permissions;
      set(ids.every(id => id in have) ? without(ids) : { ...have, ...Object.fromEntries(ids.map(id => [id, have[id] ?? 100])) });
    },
    setLimit(id: string, limit: number) {
      set({ ...form.values.value.permissions, [id]: limit });
    },
    async save() {
      const target = open.value;
      if (!target) return;
      if (form.values.value.name.trim() === '') {
        form.refuse('name', t('host:web.ui.required'));
        return;
      }
      const limited = new Set(known.value.filter(p => p.limited).map(p => p.id));
      await form.submit(async ({ name, permissions }) => {
        const granted = Object.entries(permissions).map(([id, limit]) => ({ id, limit: limited.has(id) ? limit : null }));
        if (target === 'new') {
          await api.post('/api/roles', { name: name.trim(), permissions: granted });
          toast.success(t('host:web.roles.created', { name: name.trim() }));
          open.value = undefined;
        } else {
          await api.patch(`/api/roles/${target.id}`, { name: name.trim(), permissions: granted });
          toast.success(t('host:web.ui.saved'));
        }
        await load();
      });
    },
  };
}
export type RolesModel = ReturnType<typeof createRolesModel>;
