/** The business day of an instant in a store, `2026-03-01`: until the hour it ends at, it is still the day before. */
export function businessDay(instant: string, timeZone: string, endsAt: number): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', hourCycle: 'h23' })
    .formatToParts(new Date(instant));
  const part = (type: string): number => Number(parts.find(one => one.type === type)!.value);
  const day = new Date(Date.UTC(part('year'), part('month') - 1, part('day') - (part('hour') < endsAt ? 1 : 0)));
  return day.toISOString().slice(0, 10);
}
