import type { HookDeclaration, Tap } from './hooks.js';
import type { Migration } from './migration.js';
import type { AdapterDeclaration } from './adapter.js';
import type { Health } from './health.js';
import type { Job } from './job.js';
import type { Subscriber, Topic } from './outbox.js';
import type { Permission } from './permission.js';
import type { Refusals } from './refusals.js';
import type { Route } from './route.js';
import type { Screen, Slot } from './screen.js';
import type { SettingsDeclaration } from './settings.js';
import type { AnyTable } from './table.js';
import type { Provider } from './use.js';
import type { Worker } from './worker.js';
import type { Language } from './scope.js';
import type { Check } from './check.js';
import type { Demo } from './demo.js';

/** Sentences by dotted key. tr is the fall-back of every language. */
export type Locale = { readonly [key: string]: string | Locale };

export interface PluginSpec {
  /** Two to forty lower-case letters and digits, a letter first; also the first part of every id the plugin declares, and of its routes. */
  id: string;
  /** Shown in the plugin manager. */
  name: string;
  /** semver. */
  version: string;
  /** Versions of the sdk it is written for, a semver range; any when left out. */
  sdk?: string;
  /** Plugins this one cannot do without: ids, or `id@range`. */
  requires?: readonly string[];
  /** Plugins whose contract it knows and uses when they are there. */
  optional?: readonly string[];
  conflicts?: readonly string[];
  /**
   * The shop must not trade without it. Taps of it that keep failing never suspend it (the sale is refused, naming it), and after
   * a death of the host at its start it is tried once more before it stays off. Leave it out unless silence would cost money.
   */
  essential?: boolean;
  permissions?: readonly Permission[];
  settings?: SettingsDeclaration;
  tables?: readonly AnyTable[];
  migrations?: readonly Migration[];
  provides?: readonly Provider[];
  hooks?: readonly HookDeclaration[];
  taps?: readonly Tap[];
  errors?: readonly Refusals[];
  routes?: readonly Route[];
  screens?: readonly Screen[];
  slots?: readonly Slot[];
  topics?: readonly Topic[];
  outbox?: readonly Subscriber[];
  jobs?: readonly Job[];
  /** Work that goes on in each process. */
  workers?: readonly Worker[];
  /** Partners it can talk to, under the contract of another plugin (`@sontechsp/sdk/carrier`). */
  adapters?: readonly AdapterDeclaration[];
  health?: Health;
  locales?: Partial<Record<Language, Locale>>;
  /** Invariants over this plugin's tables, run by `sontechsp doctor`. */
  checks?: readonly Check[];
  /** Loads demonstration data. */
  demo?: Demo;
}

/** A plugin: one value that lists what it contributes. It runs no code at import. */
export interface Plugin extends Required<Omit<PluginSpec, 'settings' | 'demo' | 'health' | 'sdk'>> {
  readonly kind: 'plugin';
  readonly settings: SettingsDeclaration | undefined;
  readonly demo: Demo | undefined;
  readonly health: Health | undefined;
  readonly sdk: string | undefined;
}

export function definePlugin(spec: PluginSpec): Plugin {
  return {
    kind: 'plugin', requires: [], optional: [], conflicts: [], essential: false, permissions: [], tables: [], migrations: [], provides: [], hooks: [],
    taps: [], errors: [], routes: [], screens: [], slots: [], topics: [], outbox: [], jobs: [], workers: [], adapters: [], locales: {}, checks: [], ...spec,
    settings: spec.settings, demo: spec.demo, health: spec.health, sdk: spec.sdk,
  };
}
