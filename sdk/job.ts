import type { Scope } from './scope.js';
import type { Resolved, Uses } from './use.js';

/** When a job runs: a cron expression of five fields in the store's time zone (UTC for `host`), or every so many milliseconds, 1000 or more. */
export type Schedule = { readonly cron: string } | { readonly everyMs: number };

export interface JobContext {
  /** The system's own scope at the place of the run; for `host` firm and store are empty. */
  readonly scope: Scope;
  /** The moment the run was due, ISO 8601 UTC. */
  readonly dueAt: string;
  /**
   * Aborted at the time limit, when the plugin goes off, the lease is lost or the host stops. Throw then (`throwIfAborted()`): a
   * run that resolves counts as done, one that throws is begun anew by another host where this one stopped.
   */
  readonly signal: AbortSignal;
  /** Grows with every run of this job at this place: a write guarded by it cannot come from a host that was thought dead. */
  readonly fence: number;
}

export interface JobSpec<U extends Uses> {
  /** `<plugin>.<what it does>`. Its title is the locale key `jobs.<id>`. */
  readonly id: string;
  readonly schedule: Schedule;
  /** Once per store where the plugin is on, once per firm, or once for all. */
  readonly per: 'store' | 'firm' | 'host';
  /** Runs missed while no host was up: `skip` them all (unless said), or run `once` for all of them. */
  readonly catchUp?: 'skip' | 'once';
  /** 60 s unless said. */
  readonly timeoutMs?: number;
  readonly use?: U;
}
export interface Job {
  readonly id: string;
  readonly schedule: Schedule;
  readonly per: 'store' | 'firm' | 'host';
  readonly catchUp: 'skip' | 'once';
  readonly timeoutMs: number;
  readonly use: Uses;
  run(context: never): Promise<unknown>;
}
/**
 * Work by the clock: one run at a time across all hosts. A run whose host died is begun anew, so it should bear repeating.
 * What `run` resolves to (small JSON) stands in the job's history.
 */
export function job<const U extends Uses = {}>(spec: JobSpec<U>, run: (context: JobContext & Resolved<U>) => Promise<unknown>): Job {
  return {
    id: spec.id, schedule: spec.schedule, per: spec.per, catchUp: spec.catchUp ?? 'skip', timeoutMs: spec.timeoutMs ?? 60_000,
    use: spec.use ?? {}, run: run as Job['run'],
  };
}
