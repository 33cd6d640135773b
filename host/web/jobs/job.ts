/** A job at a place, as `/api/jobs` tells of it. */
export interface JobInfo {
  readonly id: string;
  readonly job: string;
  readonly plugin: string;
  readonly title: string;
  readonly schedule: ScheduleInfo;
  readonly per: 'store' | 'firm' | 'host';
  readonly storeId: string | null;
  readonly storeName: string | null;
  readonly state: 'off' | 'scheduled' | 'queued' | 'running';
  readonly nextRunAt: string | null;
  readonly lastRun: RunInfo | null;
}
export type ScheduleInfo = { readonly cron: string; readonly timeZone: string } | { readonly everyMs: number };
export interface RunInfo {
  readonly id: string;
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'timedOut' | 'lost' | 'cancelled';
  readonly cause: 'schedule' | 'person' | 'takeover';
  readonly dueAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly host: string | null;
  readonly message: string | null;
  readonly result: unknown;
}
/** The process that answered, and the one that leads. */
export interface ProcessInfo {
  readonly enabled: boolean;
  readonly host: string;
  readonly leader: { readonly host: string; readonly here: boolean } | null;
}
