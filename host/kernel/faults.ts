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

export interface Fault {
  readonly plugin: string;
  readonly hook: string;
  readonly storeId: string;
  readonly reason: 'threw' | 'timeout' | 'invalid';
  readonly at: string;
}

/** The last thousand faults of taps, for the plugin manager. */
export function createFaultRecord(now: () => string, log: { warn(facts: object, message: string): void }) {
  const faults: Fault[] = [];
  return {
    faults: faults as readonly Fault[],
    add(fault: Omit<Fault, 'at'>, error: unknown): void {
      faults.push({ ...fault, at: now() });
      if (faults.length > 1000) faults.shift();
      log.warn({ ...fault, err: error }, `Plugin '${fault.plugin}' was passed over in '${fault.hook}'`);
    },
  };
}
export type FaultRecord = ReturnType<typeof createFaultRecord>;
