import type { Permission } from '@sontechsp/sdk';

/** What a plugin is and what it may do, in words and lists that can be read without running it. */
export interface Contributions {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** Versions of the sdk it is written for; null: any. */
  readonly sdk: string | null;
  readonly requires: readonly string[];
  readonly optional: readonly string[];
  readonly conflicts: readonly string[];
  /** Never suspended: its failures refuse sales. */
  readonly essential: boolean;
  readonly permissions: readonly Permission[];
  readonly settings: { readonly per: 'firm' | 'store'; readonly fields: readonly string[]; readonly secrets: readonly string[] } | null;
  /** With whole paths: `/api/kargo/shipments`. */
  readonly routes: readonly { readonly method: string; readonly path: string; readonly permission: string }[];
  /** Tokens it asks for: `host.db`, `katalog.catalogue`. */
  readonly uses: readonly string[];
  readonly provides: readonly string[];
  readonly hooks: readonly string[];
  readonly taps: readonly { readonly hook: string; readonly stage: 'early' | 'late' }[];
  readonly tables: readonly string[];
  readonly migrations: readonly string[];
  readonly topics: readonly string[];
  readonly subscribes: readonly { readonly topic: string; readonly id: string }[];
  readonly jobs: readonly { readonly id: string; readonly per: string; readonly schedule: string }[];
  readonly workers: readonly string[];
  readonly screens: readonly { readonly path: string; readonly permission: string; readonly module: string }[];
  readonly slots: readonly { readonly slot: string; readonly permission: string; readonly module: string }[];
  readonly adapters: readonly { readonly id: string; readonly of: string; readonly title: string }[];
  readonly errors: readonly string[];
  readonly checks: readonly string[];
  readonly locales: readonly string[];
  readonly health: boolean;
  readonly demo: boolean;
}

/** `descriptor.json` of a package, made by `sontechsp plugin pack`. */
export interface Descriptor extends Contributions {
  /** Version of this file's own shape. */
  readonly descriptor: 1;
  /** The sdk whose copy is inside. */
  readonly builtWith: string;
  /** SHA-256 in lower-case hex of every other file but `package.json`, by its path with `/`. */
  readonly files: Readonly<Record<string, string>>;
}

/** A descriptor from its text; an Error of one sentence when it is none. Whether it tells the truth is found out elsewhere. */
export function readDescriptor(text: string): Descriptor {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error('descriptor.json is not JSON. Pack the plugin again.');
  }
  const it = value as Descriptor | null;
  const sound = typeof it === 'object' && it !== null && it.descriptor === 1
    && [it.id, it.name, it.version, it.builtWith].every(one => typeof one === 'string')
    && typeof it.files === 'object' && it.files !== null && Object.values(it.files).every(hash => typeof hash === 'string');
  if (!sound) throw new Error('descriptor.json is not of a kind this host knows. Pack the plugin again with this version.');
  // Packages made before it was written down.
  return { ...it, essential: it.essential ?? false };
}
