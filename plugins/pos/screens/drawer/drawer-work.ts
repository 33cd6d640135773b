import { batch, signal, type ReadonlySignal } from '@preact/signals';
import { uuid, type Api, type BrowserClock } from '@sontechsp/sdk/ui';
import type { DrawerReply, PrintJobReply } from '../../printing/schemas.js';
import type { Desk } from '../desk.js';

/** The drawer opened without a sale: never without a reason, which is kept with who gave it. */
export interface DrawerWork {
  readonly reason: ReadonlySignal<string>;
  readonly busy: ReadonlySignal<boolean>;
  readonly problem: ReadonlySignal<unknown>;
  explain(reason: string): void;
  open(): Promise<void>;
}
/** How often it is asked whether the drawer opened, and how many times. */
const AGAIN_MS = 400;
const TIMES = 12;

interface Deps {
  api: Pick<Api, 'get' | 'post'>;
  clock: BrowserClock;
  desk: Desk;
}
export function createDrawerWork({ api, clock, desk }: Deps): DrawerWork {
  const reason = signal('');
  const busy = signal(false);
  const problem = signal<unknown>(undefined);
  /** The same for every try, so that a lost answer opens it once. */
  const id = uuid();

  /** Says so where the drawer stays shut: whoever stands before it would go on pulling. */
  async function follow(jobId: string, times: number): Promise<void> {
    await new Promise<void>(done => { clock.after(AGAIN_MS, done); });
    const job = await api.get<PrintJobReply>(`/api/pos/print-jobs/${jobId}`).catch(() => undefined);
    if (job?.state === 'printed') return;
    if (times > 1 && (job === undefined || job.state === 'queued' || job.state === 'printing')) return follow(jobId, times - 1);
    desk.refuse('drawerShut');
  }
  return {
    reason, busy, problem,
    explain(text) {
      reason.value = text;
    },
    async open() {
      if (busy.peek()) return;
      const why = reason.peek().trim();
      if (why === '') return desk.refuse('noReason');
      batch(() => {
        busy.value = true;
        problem.value = undefined;
      });
      try {
        const { jobId } = await api.post<DrawerReply>('/api/pos/drawer', { id, reason: why });
        batch(() => {
          desk.rest();
          desk.say('drawerOpened');
        });
        void follow(jobId, TIMES);
      } catch (error) {
        problem.value = error;
      } finally {
        busy.value = false;
      }
    },
  };
}
