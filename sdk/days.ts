/** Where days begin and end. */
export interface DayRule {
  /** IANA: `Europe/Istanbul`. */
  readonly timeZone: string;
  /** The hour of the clock at which a day is over, on the next one of the calendar; midnight unless said. */
  readonly endsAt?: number;
}
/** Days as `2026-03-04`, both included; empty: no bound. */
export interface DaySpan {
  readonly from: string;
  readonly to: string;
}

/** The day of an instant, `2026-03-04`: until the hour it ends at, it is still the day before. */
export function dayOf(instant: string, { timeZone, endsAt = 0 }: DayRule): string {
  const parts = clockOf(timeZone).formatToParts(Date.parse(instant));
  const part = (type: string): number => Number(parts.find(one => one.type === type)!.value);
  return dayText(Date.UTC(part('year'), part('month') - 1, part('day') - (part('hour') < endsAt ? 1 : 0)));
}

/** The first instant of a day, also where the clocks go forward or back, or leave a day out; undefined for no day of a calendar. */
export function dayStart(day: string, rule: DayRule): string | undefined {
  if (!isDay(day)) return undefined;
  // No zone is as far from UTC as a day, and none ever left out more than one.
  let before = Date.parse(day) - 2 * DAY;
  let after = Date.parse(day) + 3 * DAY;
  while (after - before > 1) {
    const between = Math.floor((before + after) / 2);
    if (dayOf(new Date(between).toISOString(), rule) < day) before = between;
    else after = between;
  }
  return new Date(after).toISOString();
}

/** The day so many later, or earlier. */
export const dayLater = (day: string, days: number): string => dayText(Date.parse(day) + days * DAY);

/** A span of days as lists take it: `from` inclusive, `to` exclusive, each undefined where no day, or one half typed, is named. */
export function daysBetween({ from, to }: DaySpan, rule: DayRule): { from: string | undefined; to: string | undefined } {
  return { from: dayStart(from, rule), to: isDay(to) ? dayStart(dayLater(to, 1), rule) : undefined };
}

const DAY = 24 * 3600_000;
const dayText = (utc: number): string => new Date(utc).toISOString().slice(0, 10);
/** Years of two or three digits are on their way to four. */
const isDay = (text: string): boolean =>
  /^(?:19[7-9]|[2-9]\d\d)\d-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && dayText(Date.parse(text)) === text;

const clocks = new Map<string, Intl.DateTimeFormat>();
/** Made once for a zone: making one takes longer than all it is asked for a day's start. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
    ?? new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', hourCycle: 'h23' });
  clocks.set(timeZone, known);
  return known;
}
