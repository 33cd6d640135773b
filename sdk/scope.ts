/** The languages every sentence exists in. */
export type Language = 'tr' | 'en' | 'ru' | 'uz';

/** Which plugins a store has switched on, as one request saw it. A sale in progress keeps the set it started with. */
export interface PluginSet {
  /** Grows with every change of plugins, users, roles or settings, on any host of the database. */
  readonly version: number;
  has(plugin: string): boolean;
}

/** On whose behalf, and where, something happens. Made by the host for each request and passed on explicitly. */
export interface Scope {
  readonly firmId: string;
  /** Empty when the caller has chosen no store yet (routes with `context: 'none'`). */
  readonly storeId: string;
  readonly terminalId: string;
  readonly userId: string;
  readonly language: Language;
  readonly plugins: PluginSet;
  readonly requestId: string;
  /** Whether the caller holds a permission. */
  can(permission: string): boolean;
  /** The caller's limit on a permission that has one (percent for `pos.discount`): the highest of the caller's roles; 0 when not held. */
  limit(permission: string): number;
}
