import type { Translate } from '@sontechsp/sdk/ui';
import type { ScheduleInfo } from './job.js';

const units = [['Day', 86_400_000], ['Hour', 3_600_000], ['Minute', 60_000], ['Second', 1000]] as const;
const two = (text: string): string => text.padStart(2, '0');

/** A schedule in words where it is a common one, else as it was written. */
export function scheduleText(schedule: ScheduleInfo, t: Translate): string {
  if ('everyMs' in schedule) return period(schedule.everyMs, t);
  const zone = schedule.timeZone === 'UTC' ? ' UTC' : '';
  const [minute, hour, day, month, weekday] = schedule.cron.trim().split(/\s+/) as [string, string, string, string, string];
  const every = /^\*\/(\d+)$/.exec(minute);
  const anyDate = day === '*' && month === '*' && weekday === '*';
  if (anyDate && hour === '*' && minute === '*') return period(60_000, t);
  if (anyDate && hour === '*' && every) return period(Number(every[1]) * 60_000, t);
  if (!/^\d+$/.test(minute)) return schedule.cron + zone;
  if (anyDate && hour === '*') return t('host:web.jobs.hourly', { minute: two(minute) });
  if (!/^\d+$/.test(hour) || month !== '*') return schedule.cron + zone;
  const time = `${two(hour)}:${two(minute)}${zone}`;
  if (day === '*' && weekday === '*') return t('host:web.jobs.daily', { time });
  if (day === '*' && /^[0-7]$/.test(weekday)) return t('host:web.jobs.weekly', { time, day: t(`host:web.jobs.days.${Number(weekday) % 7}`) });
  if (weekday === '*' && /^\d+$/.test(day)) return t('host:web.jobs.monthly', { time, day });
  return schedule.cron + zone;
}

/** A schedule as a descriptor has it: `0 3 * * *` by the clock of each store, or `every 60000 ms`. */
export function scheduleOf(written: string): ScheduleInfo {
  const every = /^every (\d+) ms$/.exec(written);
  return every ? { everyMs: Number(every[1]) } : { cron: written, timeZone: '' };
}

function period(ms: number, t: Translate): string {
  const [unit, size] = units.find(([, one]) => ms >= one && ms % one === 0) ?? (['Second', 1000] as const);
  return t(`host:web.jobs.every${unit}`, { n: ms / size });
}

/** How long a run took: `340 ms`, `2,4 s`, `3 min`. */
export function durationText(from: string, to: string, t: Translate, number: (value: number) => string): string {
  const ms = Math.max(0, Date.parse(to) - Date.parse(from));
  if (ms < 1000) return t('host:web.jobs.took.ms', { n: ms });
  if (ms < 60_000) return t('host:web.jobs.took.s', { n: number(Math.round(ms / 100) / 10) });
  return t('host:web.jobs.took.min', { n: number(Math.round(ms / 6000) / 10) });
}
