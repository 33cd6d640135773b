const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What stands still for so long is asked about no more; it is late, and a person sees it. */
const GIVE_UP = 60 * DAY;

/**
 * When a shipment is asked about next: often while it moves, seldom when it has stood still for days, never sooner than the
 * carrier allows. Null: no more.
 */
export function nextTrackAt(now: string, { since, outForDelivery, everyMs }: { since: string; outForDelivery: boolean; everyMs: number }): string | null {
  const still = Date.parse(now) - Date.parse(since);
  if (still > GIVE_UP) return null;
  const pace = outForDelivery || still < 6 * HOUR ? 15 * MINUTE : still < 2 * DAY ? HOUR : still < 7 * DAY ? 3 * HOUR : 12 * HOUR;
  return new Date(Date.parse(now) + Math.max(pace, everyMs)).toISOString();
}
