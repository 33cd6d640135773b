import type { Queries } from './db.js';

/** One invariant over the plugin's tables, for `sontechsp doctor` and every fault test. */
export interface Check {
  /** `<plugin>.<what holds>`. */
  readonly id: string;
  /** One English sentence that says what must hold. */
  readonly says: string;
  /** Each violation as one line with ids; none when all is well. */
  violations(db: Queries): Promise<string[]>;
}
export const check = (id: string, says: string, violations: Check['violations']): Check => ({ id, says, violations });
