import { batch, signal } from '@preact/signals';
import { createPagedList, type Api, type BrowserClock, type ListPage, type Toasts, type Translate } from '@sontechsp/sdk/ui';
import type { JobInfo, ProcessInfo, RunInfo } from './job.js';

const EVERY_MS = 3000;
type JobsPage = ListPage<JobInfo> & { readonly process: ProcessInfo };

/** Jobs of the house and their runs. What is in sight is kept up to date while somebody looks. */
export function createJobsModel({ api, clock, toast, t }: { api: Api; clock: BrowserClock; toast: Toasts; t: Translate }) {
  const process = signal<ProcessInfo | undefined>(undefined);
  const openId = signal<string | undefined>(undefined);
  /** Jobs being asked to run. */
  const asking = signal<ReadonlySet<string>>(new Set());
  const list = createPagedList<JobInfo>(async query => {
    const page = await api.get<JobsPage>('/api/jobs', query);
    process.value = page.process;
    return page;
  });
  const runs = createPagedList<RunInfo>(query => api.get<ListPage<RunInfo>>(`/api/jobs/${openId.peek()}/runs`, query), { limit: 20 });

  async function refresh(): Promise<void> {
    const id = openId.peek();
    const [page, latest] = await Promise.all([
      api.get<JobsPage>('/api/jobs', { ...list.query.peek(), limit: 200 }),
      id === undefined ? undefined : api.get<ListPage<RunInfo>>(`/api/jobs/${id}/runs`, { limit: 20 }),
    ]);
    const fresh = new Map(page.items.map(item => [item.id, item]));
    batch(() => {
      process.value = page.process;
      list.update(items => items.map(item => fresh.get(item.id) ?? item));
      if (latest && openId.peek() === id) runs.update(items => {
        const newer = new Set(latest.items.map(run => run.id));
        return [...latest.items, ...items.filter(run => !newer.has(run.id))];
      });
    });
  }

  return {
    list, runs, process, openId, asking, refresh,
    start: () => list.reload(),
    /** Looks again every few seconds; returns how to stop. */
    watch(): () => void {
      let cancel = (): void => {};
      let over = false;
      const again = (): void => {
        // A host that does not answer is spoken of at the head of the page.
        cancel = clock.after(EVERY_MS, () => void refresh().catch(() => {}).then(() => { if (!over) again(); }));
      };
      again();
      return () => {
        over = true;
        cancel();
      };
    },
    async show(job: JobInfo | undefined): Promise<void> {
      if (job?.id === openId.value) return;
      batch(() => {
        openId.value = job?.id;
        runs.update(() => []);
      });
      if (job) await runs.reload();
    },
    async runNow(job: JobInfo): Promise<void> {
      if (asking.value.has(job.id)) return;
      asking.value = new Set([...asking.value, job.id]);
      try {
        await api.post(`/api/jobs/${job.id}/run`);
        toast.success(t('host:web.jobs.started', { title: job.title }));
      } catch (problem) {
        toast.problem(problem);
      }
      await refresh().catch(() => {});
      asking.value = new Set([...asking.value].filter(id => id !== job.id));
    },
  };
}
export type JobsModel = ReturnType<typeof createJobsModel>;
