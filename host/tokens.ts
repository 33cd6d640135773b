import { createToken, type Plugin, type PluginSet, type Tx } from '@sontechsp/sdk';
import type { Config as ConfigValues } from './config.js';
import type { Database as DatabaseHandle } from './database/database.js';

/** What the host's own rooms may ask for, beside the tokens of the sdk. */
export const Config = createToken<ConfigValues>('host.config');
export const Database = createToken<DatabaseHandle>('host.database');

/** One number that grows with every change of users, roles, settings, tenancy or plugins, on any host of the database. */
export interface Version {
  current(): number;
  /** Queues the increment in the fact's transaction; in force here when the commit returns, elsewhere within 250 ms. */
  bump(tx: Tx): void;
  onChange(listener: (version: number) => void): () => void;
  /** Remembers what `load` gives per key until the next change. A load that a change overtakes is not remembered. */
  cache<V>(load: (key: string) => Promise<V>): (key: string) => Promise<V>;
}
export const Version = createToken<Version>('host.version');

/** Keys derived from the root key (HKDF-SHA-256), one per purpose. */
export interface Keys {
  derive(purpose: 'tokens' | 'refresh' | 'pin' | 'fields' | 'marks' | 'once' | 'proof'): Uint8Array;
}
export const Keys = createToken<Keys>('host.keys');

/** Who is asking: a checked token, and what its user may do now. */
export interface Principal {
  readonly sessionId: string;
  readonly userId: string;
  readonly firmId: string;
  /** Seconds since 1970 at which the token ends. */
  readonly expiresAt: number;
  readonly context: { readonly storeId: string; readonly terminalId: string } | undefined;
  /** Permission → limit (100 when the permission has none). */
  readonly permissions: ReadonlyMap<string, number>;
}
export interface Sessions {
  /** The principal of a bearer token; undefined when it is missing, forged, expired or revoked. */
  authenticate(bearer: string): Promise<Principal | undefined>;
}
export const Sessions = createToken<Sessions>('host.sessions');

/** Which plugins are installed, in what state, and on in which store. */
export interface PluginStates {
  /** The set of a store (for an empty store id: the host's own only), as of now; cached until the version changes. */
  setFor(storeId: string): Promise<PluginSet>;
}
export const PluginStates = createToken<PluginStates>('host.pluginStates');

export interface InstalledPlugin {
  readonly plugin: Plugin;
  /** A package from the data folder is off in every store until an admin switches it on; what comes with the host is on. */
  readonly origin: 'builtin' | 'package';
  /** Address of its browser module, where it is not the one of the build. */
  readonly web?: string | undefined;
  readonly state: 'active' | 'failed';
  /** Why it is off, with the remedy. */
  readonly reason: string | undefined;
}
/** What is installed, in boot order, the host's own parts first. */
export interface Registry {
  readonly installed: readonly InstalledPlugin[];
  /** Faults of hooks, newest last, at most a thousand. */
  readonly faults: readonly { readonly plugin: string; readonly hook: string; readonly storeId: string; readonly reason: string; readonly message: string; readonly at: string }[];
}
export const Registry = createToken<Registry>('host.registry');
