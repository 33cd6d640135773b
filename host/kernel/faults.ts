/** A plugin that is part of a sale failed, and the sale with it: shown as `500 plugin.failed {plugin}`. */
export class PluginFailed extends Error {
  readonly pluginFailed = true;
  readonly code = 'plugin.failed';
  constructor(readonly plugin: string, readonly hook: string, options?: ErrorOptions) {
    super(`Plugin '${plugin}' failed in '${hook}'.`, options);
    this.name = 'PluginFailed';
  }
}

/** The plugins, rights or settings this request saw are no longer those in force: the dispatcher runs it again with the new ones. */
export class StaleScope extends Error {
  readonly staleScope = true;
  constructor() {
    super('The request began with an outdated set of plugins.');
    this.name = 'StaleScope';
  }
}

/** A tap took longer than its hook allows. */
export class OverBudget extends Error {
  constructor(readonly milliseconds: number) {
    super(`No answer within ${milliseconds} ms`);
    this.name = 'OverBudget';
  }
}

/** Deadlocks, serialization failures, lock time-outs, lost connections, lost races and unmet expectations: the transaction decides on them. */
export function isDatabaseError(error: unknown): boolean {
  const e = error as { code?: unknown; databaseUnavailable?: unknown; uniqueViolation?: unknown; retryable?: unknown; unmet?: unknown } | null;
  return e?.unmet === true || e?.databaseUnavailable === true || e?.uniqueViolation === true || e?.retryable === true
    || (typeof e?.code === 'string' && /^(40001|40P01|55P03|57P0\d|08\d{3}|SQLITE_BUSY)$/.test(e.code));
}
