import type { Scope } from './scope.js';
import type { Resolved, Uses } from './use.js';

export interface WorkerContext {
  /** Aborted when the host stops. What is under way may be brought to its end within a few seconds. */
  readonly signal: AbortSignal;
  /** The system's own scope at a till of a store; undefined while the plugin is off there. */
  scopeAt(place: Pick<Scope, 'firmId' | 'storeId' | 'terminalId'>): Promise<Scope | undefined>;
}
export interface Worker {
  readonly id: string;
  readonly use: Uses;
  run(context: never): Promise<void>;
}
/**
 * Work that goes on in each process that runs jobs, from when it serves until it stops: for what hangs on the machine itself, as
 * a printer does. Work by the clock is a job, work after a fact a subscriber: both are done once across all hosts, this is not.
 * `run` resolves at the latest when it is told to stop; one that throws is begun anew after a while.
 */
export function worker<const U extends Uses>(id: string, use: U, run: (context: WorkerContext & Resolved<U>) => Promise<void>): Worker {
  return { id, use, run: run as Worker['run'] };
}
