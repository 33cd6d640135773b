import { batch, signal, type ReadonlySignal } from '@preact/signals';
import { createWork, uuid, type Api, type BrowserClock } from '@sontechsp/sdk/ui';
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
  const work = createWork();
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
    reason, busy: work.busy, problem: work.problem,
    explain(text) {
      reason.value = text;
    },
    async open() {
      const why = reason.peek().trim();
      if (why === '') return desk.refuse('noReason');
      await work.run(async () => {
        const { jobId } = await api.post<DrawerReply>('/api/pos/drawer', { id, reason: why });
        batch(() => {
          desk.rest();
          desk.say('drawerOpened');
        });
        void follow(jobId, TIMES);
      });
    },
  };
}
