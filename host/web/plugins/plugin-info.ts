export interface Suspension {
  readonly at: string;
  readonly hook: string;
  readonly reason: string;
  readonly message: string;
}
export interface PluginHealth {
  readonly errors: number;
  readonly faults: readonly { readonly hook: string; readonly reason: string; readonly times: number; readonly message: string; readonly lastAt: string }[];
  readonly costs: readonly { readonly work: string; readonly times: number; readonly meanMs: number; readonly p95Ms: number }[];
  readonly outbox: { readonly waiting: number; readonly uncertain: number; readonly dead: number; readonly held: number };
  readonly check?: { readonly ok: boolean; readonly detail?: string; readonly at: string };
}
/** A plugin as `GET /api/plugins` tells of it. */
/** A package that the next start of the host will bring, change or take away. */
export interface PendingPackage {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly change: 'added' | 'changed' | 'removed';
}
export interface PluginInfo {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly state: string;
  readonly reason?: string | null;
  readonly requires: readonly string[];
  /** Whether it has a settings form. */
  readonly settings: boolean;
  readonly origin?: string;
  readonly essential?: boolean;
  readonly stores: Readonly<Record<string, { readonly enabled: boolean; readonly state: string }>>;
  readonly suspended?: Readonly<Record<string, Suspension>>;
  readonly quarantine?: { readonly at: string; readonly version: string; readonly excused: boolean };
  readonly health?: Readonly<Record<string, PluginHealth>>;
}
/** What `GET /api/plugins/{id}` adds. */
export interface PluginDetails extends PluginInfo {
  readonly description?: string;
  readonly permissions: readonly { readonly id: string; readonly title: string; readonly roles: readonly string[] }[];
  readonly taps: readonly { readonly hook: string; readonly kind: string; readonly stage: string; readonly budget: number; readonly place: number; readonly of: number; readonly order: readonly string[] }[];
  readonly hooks: readonly { readonly hook: string; readonly kind: string; readonly order: readonly string[] }[];
  readonly routes: readonly { readonly method: string; readonly path: string; readonly permission: string }[];
  readonly screens: readonly { readonly path: string; readonly title: string }[];
  readonly topics: readonly string[];
  readonly subscribers: readonly { readonly topic: string; readonly id: string; readonly onDisable: string }[];
  readonly jobs: readonly { readonly id: string; readonly per: string; readonly schedule: string }[];
  readonly adapters: readonly { readonly id: string; readonly of: string; readonly title: string }[];
  readonly tables: readonly string[];
  readonly workers: readonly string[];
  readonly slots: readonly string[];
  readonly uses: readonly string[];
}
/** What a switch would stop. */
export interface Preview {
  readonly others: readonly { readonly id: string; readonly name: string }[];
  readonly openScreens: number;
  readonly screens: readonly { readonly path: string; readonly title: string }[];
  readonly rows: readonly { readonly subscriber: string; readonly onDisable: string; readonly rows: number }[];
  readonly jobs: readonly { readonly id: string; readonly running: boolean }[];
  readonly taps: readonly { readonly plugin: string; readonly hook: string }[];
  readonly routes: number;
}
export interface StoreName {
  readonly id: string;
  readonly name: string;
}
