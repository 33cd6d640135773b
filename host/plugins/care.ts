import { createToken } from '@sontechsp/sdk';
import type { BackgroundWork } from '../background/background.js';
import type { FaultRecord } from '../kernel/fault-record.js';
import type { Measures } from './measures.js';
import type { Quarantine } from './quarantine.js';

/** What is done about plugins while the host runs: their figures are kept, and those that keep failing are looked after. */
export interface PluginCare {
  start(): void;
  stop(): Promise<void>;
}
export const PluginCare = createToken<PluginCare>('host.pluginCare');

interface Deps { faults: FaultRecord; background: BackgroundWork; quarantine: Quarantine; measures: Measures }

export function createPluginCare({ faults, background, quarantine, measures }: Deps): PluginCare {
  // After the request in which it failed, which may hold the store's lock in its transaction.
  faults.onStreak(last => background.start(`quarantine ${last.plugin} ${last.storeId}`, () => quarantine.keepsFailing(last)));
  return { start: measures.start, stop: measures.stop };
}
