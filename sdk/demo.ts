import type { Scope } from './scope.js';
import type { Resolved, Uses } from './use.js';

/** Loads demonstration data into the scope's firm and store; running it twice changes nothing. */
export interface Demo {
  readonly use: Uses;
  load(scope: Scope, deps: never): Promise<void>;
}
export function demo<const U extends Uses>(use: U, load: (scope: Scope, deps: Resolved<U>) => Promise<void>): Demo {
  return { use, load: load as Demo['load'] };
}
