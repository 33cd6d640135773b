import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Api, Session, SessionStore, SessionUser } from '@sontechsp/sdk/ui';
import type { Access, AccessReply } from './access.js';
import { remembered } from './remembered.js';

/** What the host says of the user: a permission by name, or with the limit it holds up to. */
interface UserReply extends SessionUser {
  readonly permissions: readonly (string | { readonly id: string; readonly limit?: number | null })[];
  readonly limits?: Readonly<Record<string, number>>;
}
interface LoginReply extends AccessReply {
  readonly user: UserReply;
  readonly stores: readonly StoreReply[];
}
interface StoreReply extends SessionStore {
  readonly currency?: string;
}
export interface Place {
  readonly storeId: string;
  readonly terminalId: string;
}

export interface HostSession extends Session {
  readonly place: ReadonlySignal<Place | undefined>;
  readonly timeZone: ReadonlySignal<string | undefined>;
  readonly currency: ReadonlySignal<string>;
  signIn(username: string, password: string): Promise<void>;
  /** At the till this device belongs to; the session before, if there is one, ends. */
  signInByPin(userId: string, pin: string): Promise<void>;
  /** Takes up the session of an earlier visit; `false` when there is none. */
  resume(): Promise<boolean>;
  /** The place to go to without asking: the remembered one, or the only one. */
  obviousPlace(): Place | undefined;
  enter(place: Place): Promise<void>;
  /** Forgets the store, to choose another. */
  leave(): void;
  signOut(): Promise<void>;
  /** Forgets the user, here only. */
  end(): void;
}

interface Deps {
  api: Api;
  access: Access;
  /** Tells the host that a session is over, by its token alone: the cookie belongs to the next. */
  endOther?: (token: string) => void;
}
export function createSession({ api, access, endOther = () => {} }: Deps): HostSession {
  const user = signal<SessionUser | undefined>(undefined);
  const permissions = signal<ReadonlyMap<string, number>>(new Map());
  const stores = signal<readonly StoreReply[]>([]);
  const place = signal<Place | undefined>(undefined);
  const bound = remembered<Place | null>('place', null);
  /** Whether this browser may hold a refresh cookie; asking without one counts as a failure. */
  const known = remembered('session', false);

  const store = computed(() => stores.value.find(s => s.id === place.value?.storeId));
  const exists = (p: Place | null | undefined): Place | undefined => {
    const there = stores.value.find(s => s.id === p?.storeId)?.terminals.some(t => t.id === p?.terminalId);
    return there ? p! : undefined;
  };
  const know = (reply: { user: UserReply; stores: readonly StoreReply[] }) => batch(() => {
    user.value = reply.user;
    permissions.value = new Map(reply.user.permissions.map(p => (typeof p === 'string' ? [p, reply.user.limits?.[p] ?? 100] : [p.id, p.limit ?? 100])));
    stores.value = reply.stores;
  });
  const end = () => batch(() => {
    access.forget();
    known.value = false;
    user.value = undefined;
    permissions.value = new Map();
    stores.value = [];
    place.value = undefined;
  });

  return {
    user, stores, store, place, end,
    terminal: computed(() => store.value?.terminals.find(t => t.id === place.value?.terminalId)),
    timeZone: computed(() => store.value?.timeZone),
    currency: computed(() => store.value?.currency ?? 'TRY'),
    can: permission => permissions.value.has(permission),
    limit: permission => permissions.value.get(permission) ?? 0,
    async signIn(username, password) {
      const reply = await api.post<LoginReply>('/api/auth/login', { username, password });
      access.take(reply);
      known.value = true;
      know(reply);
    },
    async signInByPin(userId, pin) {
      const before = access.token.peek();
      const reply = await api.post<LoginReply & { context: Place }>('/api/auth/pin', { userId, pin });
      batch(() => {
        access.take(reply);
        known.value = true;
        know(reply);
        place.value = reply.context;
        bound.value = reply.context;
      });
      if (before !== undefined) endOther(before);
    },
    async resume() {
      if (!known.value) return false;
      if (!(await access.renew())) {
        known.value = false;
        return false;
      }
      const reply = await api.get<{ user: UserReply; stores: readonly StoreReply[]; context: Place | null }>('/api/auth/me');
      know(reply);
      // The cookie is one for the whole browser, so its store is this browser's.
      place.value = exists(reply.context);
      return true;
    },
    obviousPlace() {
      const all = stores.value.flatMap(s => s.terminals.map(t => ({ storeId: s.id, terminalId: t.id })));
      return exists(bound.value) ?? (all.length === 1 ? all[0] : undefined);
    },
    async enter(next) {
      access.take(await api.post<AccessReply>('/api/auth/context', next));
      batch(() => {
        place.value = next;
        bound.value = next;
      });
    },
    leave() {
      place.value = undefined;
    },
    async signOut() {
      try {
        await api.post('/api/auth/logout');
      } finally {
        end();
      }
    },
  };
}
