import { Cron } from 'croner';
import type { Job } from '@sontechsp/sdk';

/** A schedule at a place: a cron expression with its time zone, or a period. Kept with the row as JSON. */
export type PlacedSchedule = { readonly cron: string; readonly timeZone: string } | { readonly everyMs: number };

export function placed({ schedule }: Pick<Job, 'schedule'>, timeZone: string): PlacedSchedule {
  return 'cron' in schedule ? { cron: schedule.cron, timeZone } : { everyMs: schedule.everyMs };
}

/**
 * The first moment after `after`; null: never. A period keeps its beat from `anchor` on. Where the clocks are set forward, a
 * run at a fixed time that is left out takes place at the first moment after the gap; where they are set back, it takes place once.
 */
export function nextRun(schedule: PlacedSchedule, after: string, anchor: string = after): string | null {
  if ('cron' in schedule) {
    const next = new Cron(schedule.cron, { timezone: schedule.timeZone, mode: '5-part', paused: true }).nextRun(new Date(after));
    return next === null ? null : next.toISOString();
  }
  const from = Date.parse(anchor);
  const periods = Math.max(1, Math.floor((Date.parse(after) - from) / schedule.everyMs) + 1);
  return new Date(from + periods * schedule.everyMs).toISOString();
}

/** A shorter period would keep every host and the history of runs busy with nothing. */
const SHORTEST_MS = 1000;

/** Refuses what could never run, or would never rest, before anything of its plugin is used. */
export function checkJob(plugin: string, { id, schedule, timeoutMs }: Job): void {
  const wrong = (why: string): Error => new Error(`Plugin '${plugin}' declares the job '${id}' ${why}`);
  if (!(timeoutMs > 0)) throw wrong('without a time limit. Give timeoutMs in milliseconds.');
  if ('everyMs' in schedule) {
    if (!Number.isSafeInteger(schedule.everyMs) || schedule.everyMs < SHORTEST_MS) throw wrong(`every ${schedule.everyMs} ms. Give a whole number of milliseconds, ${SHORTEST_MS} or more.`);
    return;
  }
  let next: string | null;
  try {
    next = nextRun({ cron: schedule.cron, timeZone: 'UTC' }, new Date().toISOString());
  } catch (error) {
    throw wrong(`with the schedule '${schedule.cron}', which cannot be read: ${(error as Error).message} Write five fields of cron.`);
  }
  if (next === null) throw wrong(`with the schedule '${schedule.cron}', which never comes.`);
}
