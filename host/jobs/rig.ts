import { createToken, type Clock, type Job, type Plugin, type Queries } from '@sontechsp/sdk';

/** How long things take, in milliseconds; tests have less patience. */
export interface JobTimes {
  /** Rows whose time has come are looked for at least this often. */
  readonly pollMs: number;
  /** A process that was not heard of for so long is dead, and its runs go to others. */
  readonly leaseMs: number;
  /** How often a process says that it lives. */
  readonly beatMs: number;
  /** What was told to end is waited for so long: at a time limit, when its plugin goes off, and at a stop. */
  readonly graceMs: number;
}
export const jobTimes: JobTimes = { pollMs: 1000, leaseMs: 20_000, beatMs: 5_000, graceMs: 1_500 };

/** What jobs need to know of the process they run in. */
export interface JobRig {
  /** Whether this process runs jobs (`SONTECHSP_JOBS`). */
  readonly enabled: boolean;
  /** A new one at each start, so that nobody is taken for who ran before under the same name. */
  readonly holder: string;
  /** As people know it: machine and process. */
  readonly host: string;
  readonly times: JobTimes;
  /** Instead of the database's time. */
  readonly clock: Clock | undefined;
  /** What a job asked for, made by the container. */
  use(plugin: Plugin, job: Job): Record<string, unknown>;
}
export const JobRig = createToken<JobRig>('host.jobRig');

/** The time all hosts of a database agree on: the database's own. */
export interface JobTime {
  now(db: Queries): Promise<string>;
}
export const JobTime = createToken<JobTime>('host.jobTime');

export const plusMs = (instant: string, ms: number): string => new Date(Date.parse(instant) + ms).toISOString();
