import { batch, signal } from '@preact/signals';
import type { Api } from '@sontechsp/sdk/ui';

export interface ImportReport {
  readonly state: 'queued' | 'running' | 'done' | 'failed';
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  readonly failed: number;
  readonly errors: readonly { readonly line: number; readonly message: string }[];
  readonly ignored: readonly string[];
  readonly encoding: string | null;
  /** 0…1 */
  readonly progress: number;
}

/** Sends a file and follows its import to the end. */
export function createImportModel({ api, wait }: { api: Api; wait: (ms: number) => Promise<void> }) {
  const file = signal<File | undefined>(undefined);
  /** Share of the file sent; undefined when nothing is being sent. */
  const sent = signal<number | undefined>(undefined);
  const report = signal<ImportReport | undefined>(undefined);
  const problem = signal<unknown>(undefined);
  let left = false;

  return {
    file, sent, report, problem,
    choose(chosen: File | undefined) {
      batch(() => {
        file.value = chosen;
        report.value = undefined;
        problem.value = undefined;
      });
    },
    async start() {
      const chosen = file.value;
      if (!chosen || sent.value !== undefined) return;
      batch(() => {
        sent.value = 0;
        report.value = undefined;
        problem.value = undefined;
      });
      try {
        const { id } = await api.upload<{ id: string }>('/api/katalog/imports', chosen, share => { sent.value = share; });
        do {
          report.value = await api.get<ImportReport>(`/api/katalog/imports/${id}`);
          if (report.value.state === 'done' || report.value.state === 'failed') break;
          await wait(300);
        } while (!left);
      } catch (error) {
        problem.value = error;
      } finally {
        sent.value = undefined;
      }
    },
    leave() {
      left = true;
    },
  };
}
