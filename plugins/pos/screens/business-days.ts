import { daysBetween, type Api, type DaySpan, type Session } from '@sontechsp/sdk/ui';

/** The days of a store as it counts them: in its own time zone, and up to the hour its business day ends at. */
export interface BusinessDays {
  /** A span of them as lists take it. Asks the host for the hour once a day is named. */
  between(days: DaySpan): Promise<{ from: string | undefined; to: string | undefined }>;
}

export function createBusinessDays({ api, session }: { api: Pick<Api, 'get'>; session: Pick<Session, 'store'> }): BusinessDays {
  return {
    async between(days) {
      const timeZone = session.store.peek()?.timeZone;
      if (timeZone === undefined || (days.from === '' && days.to === '')) return { from: undefined, to: undefined };
      const { dayEndsAt } = await api.get<{ dayEndsAt: number }>('/api/pos/till');
      return daysBetween(days, { timeZone, endsAt: dayEndsAt });
    },
  };
}
