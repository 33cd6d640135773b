import { signal } from '@preact/signals';
import { createPagedList, type Api, type ListPage } from '@sontechsp/sdk/ui';

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
export function createAuditModel({ api }: { api: Api }) {
  const open = signal<AuditRow | undefined>(undefined);
  const list = createPagedList<AuditRow>(query => api.get<ListPage<AuditRow>>('/api/audit', query));
  return {
    list, open,
    /** Days as `YYYY-MM-DD` in the browser's zone; the last one is included. */
    async between(from: string, to: string) {
      const start = (day: string, plus = 0) => {
        const [y, m, d] = day.split('-').map(Number) as [number, number, number];
        return new Date(y, m - 1, d + plus).toISOString();
      };
      await list.setQuery({ from: from && start(from), to: to && start(to, 1) });
    },
    show(row: AuditRow | undefined) {
      open.value = row;
    },
  };
}
