import type { Scope } from './scope.js';
import type { Resolved, Uses } from './use.js';

/** How a plugin is: shown on its card, and in the details of `/readyz`. */
export interface HealthReport {
  readonly ok: boolean;
  /** One sentence in the scope's language. */
  readonly detail?: string;
}
export interface Health {
  readonly use: Uses;
  check(scope: Scope, deps: never): Promise<HealthReport>;
}
/** Asked at most once a minute per store, and given two seconds. */
export function health<const U extends Uses>(use: U, check: (scope: Scope, deps: Resolved<U>) => Promise<HealthReport>): Health {
  return { use, check: check as Health['check'] };
}
