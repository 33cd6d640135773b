import { signal } from '@preact/signals';
import { createPagedList, daysBetween, type Api, type DaySpan, type ListPage, type Session } from '@sontechsp/sdk/ui';

export interface AuditRow {
  readonly id: string | number;
  readonly at: string;
  readonly userId: string | null;
  readonly userName?: string | null;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly details: Readonly<Record<string, unknown>> | null;
  readonly hash?: string;
}

/** The audit trail, newest first. */
export function createAuditModel({ api, session }: { api: Api; session: Pick<Session, 'store'> }) {
  const days = signal<DaySpan>({ from: '', to: '' });
  const open = signal<AuditRow | undefined>(undefined);
  const list = createPagedList<AuditRow>(query => api.get<ListPage<AuditRow>>('/api/audit', query));
  return {
    list, open, days,
    /** Days of the calendar, in the store's time zone. */
    async between(span: DaySpan) {
      days.value = span;
      await list.setQuery(daysBetween(span, { timeZone: session.store.peek()?.timeZone ?? 'UTC' }));
    },
    show(row: AuditRow | undefined) {
      open.value = row;
    },
  };
}
