import type { ReadonlySignal } from '@preact/signals';

export interface SessionUser {
  readonly id: string;
  readonly username: string;
  readonly fullName: string;
  readonly roles: readonly string[];
}
export interface SessionTerminal {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}
export interface SessionStore {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  /** IANA: its days and hours are those of this zone, wherever the browser stands. */
  readonly timeZone: string;
  readonly terminals: readonly SessionTerminal[];
}

/** Who is signed in, and where. Reading these in a component re-renders it when they change. */
export interface Session {
  readonly user: ReadonlySignal<SessionUser | undefined>;
  readonly stores: ReadonlySignal<readonly SessionStore[]>;
  readonly store: ReadonlySignal<SessionStore | undefined>;
  readonly terminal: ReadonlySignal<SessionTerminal | undefined>;
  /** Whether the user holds a permission. The host checks again; this only hides what would be refused. */
  can(permission: string): boolean;
  /** The user's limit on a permission that has one (percent); 0 when not held. */
  limit(permission: string): number;
}
