import { batch, signal } from '@preact/signals';
import { createForm, createPagedList, createWork, isProblem, uuid, type Api, type ApiProblem, type ListPage, type Toasts, type Translate } from '@sontechsp/sdk/ui';
import type { Role } from '../roles/role.js';

export interface User {
  readonly id: string;
  readonly username: string;
  readonly fullName: string;
  readonly roles: readonly string[];
  readonly storeIds: readonly string[];
  readonly active: boolean;
  readonly phone?: string | null;
  readonly address?: string | null;
  readonly identityNumber?: string | null;
  readonly notes?: string | null;
}
export interface Store {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}
export interface UserValues {
  fullName: string;
  username: string;
  /** Empty on an existing user: stays as it is. */
  password: string;
  roles: readonly string[];
  storeIds: readonly string[];
  /** Whether they may sign in. */
  active: boolean;
  phone: string;
  address: string;
  identityNumber: string;
  notes: string;
}
/** Refusals that are about one field. */
const fields: Readonly<Record<string, keyof UserValues>> = {
  'identity.weakPassword': 'password', 'identity.usernameTaken': 'username', 'identity.roleUnknown': 'roles', 'identity.lastAdmin': 'roles',
};
const placed = (error: unknown): never => {
  const field = isProblem(error) ? fields[error.code] : undefined;
  throw field ? (error as ApiProblem).beside(field) : error;
};
const blank: UserValues = { fullName: '', username: '', password: '', roles: ['cashier'], storeIds: [], active: true, phone: '', address: '', identityNumber: '', notes: '' };

/** Users as a list and one card. */
export function createUsersModel({ api, toast, t, storeId }: { api: Api; toast: Toasts; t: Translate; storeId: () => string | undefined }) {
  const list = createPagedList<User>(query => api.get<ListPage<User>>('/api/users', query));
  const roles = signal<readonly Role[]>([]);
  const stores = signal<readonly Store[]>([]);
  /** The open card: a user, `new`, or none. */
  const open = signal<User | 'new' | undefined>(undefined);
  /** Of the user being made: the same for every try, so that a repeated one makes no twin. */
  let id = uuid();
  /** Whether it is being asked if the open user is to go. */
  const asking = signal(false);
  const deleting = createWork();
  const form = createForm<UserValues>(blank);

  const show = (user: User) => batch(() => {
    open.value = user;
    form.reset({
      fullName: user.fullName, username: user.username, password: '', roles: user.roles, storeIds: user.storeIds, active: user.active,
      phone: user.phone ?? '', address: user.address ?? '', identityNumber: user.identityNumber ?? '', notes: user.notes ?? '',
    });
  });
  const toggled = (all: readonly string[], one: string) => (all.includes(one) ? all.filter(x => x !== one) : [...all, one]);

  return {
    list, roles, stores, open, form, asking, deleting, show,
    async start() {
      const [roleList, storeList] = await Promise.allSettled([
        api.get<ListPage<Role>>('/api/roles', { limit: 200 }), api.get<ListPage<Store>>('/api/stores', { limit: 200 }), list.reload(),
      ]);
      if (roleList.status === 'fulfilled') roles.value = roleList.value.items;
      if (storeList.status === 'fulfilled') stores.value = storeList.value.items;
    },
    create() {
      const here = storeId();
      batch(() => {
        open.value = 'new';
        id = uuid();
        form.reset({ ...blank, storeIds: here ? [here] : [] });
      });
    },
    close() {
      open.value = undefined;
    },
    toggleRole: (code: string) => form.set('roles', toggled(form.values.value.roles, code)),
    toggleStore: (id: string) => form.set('storeIds', toggled(form.values.value.storeIds, id)),
    async save() {
      const target = open.value;
      const { values } = form;
      for (const name of ['fullName', 'username'] as const) if (values.value[name].trim() === '') form.refuse(name, t('host:web.ui.required'));
      if (target === 'new' && values.value.password === '') form.refuse('password', t('host:web.ui.required'));
      if (values.value.roles.length === 0) form.refuse('roles', t('host:web.users.chooseRole'));
      if ((['fullName', 'username', 'password', 'roles'] as const).some(name => form.error(name))) return;
      await form.submit(async ({ password, active, phone, address, identityNumber, notes, ...rest }) => {
        const record = { phone: phone || null, address: address || null, identityNumber: identityNumber || null, notes: notes || null };
        const body = { ...rest, ...record, ...(password ? { password } : {}) };
        if (target === 'new') {
          const made = await api.post<User>('/api/users', { id, ...body }).catch(placed);
          toast.success(t('host:web.users.created', { name: made.fullName }));
          await list.reload();
          open.value = undefined;
        } else if (target) {
          const changed = await api.patch<User>(`/api/users/${target.id}`, { ...body, active }).catch(placed);
          list.update(items => items.map(u => (u.id === changed.id ? changed : u)));
          toast.success(t('host:web.ui.saved'));
          show(changed);
        }
      });
    },
    askDelete() {
      deleting.say(undefined);
      asking.value = true;
    },
    keep() {
      asking.value = false;
    },
    remove: () => deleting.run(async () => {
      const target = open.value;
      if (!target || target === 'new') return;
      await api.delete(`/api/users/${target.id}`);
      batch(() => {
        asking.value = false;
        open.value = undefined;
      });
      toast.success(t('host:web.users.deleted', { name: target.fullName }));
      list.update(items => items.filter(u => u.id !== target.id));
    }),
  };
}
export type UsersModel = ReturnType<typeof createUsersModel>;
