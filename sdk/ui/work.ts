import { batch, signal, type ReadonlySignal } from '@preact/signals';

/** What a press on a button does: one thing at a time, and what went wrong. */
export interface Work {
  readonly busy: ReadonlySignal<boolean>;
  /** Why the last one failed: show it with `<ProblemBanner problem={work.problem.value} />`. */
  readonly problem: ReadonlySignal<unknown>;
  /** `true` when it came through. A second call while busy does nothing, so that a double click is one. */
  run(work: () => Promise<unknown>): Promise<boolean>;
  /** Says what is wrong without anything having run, or with `undefined` that nothing is. */
  say(problem: unknown): void;
}

/** `failed` also hears why one failed: `createWork(toast.problem)` where no place on the screen is kept for it. */
export function createWork(failed?: (problem: unknown) => void): Work {
  const busy = signal(false);
  const problem = signal<unknown>(undefined);
  return {
    busy, problem,
    async run(work) {
      if (busy.peek()) return false;
      batch(() => {
        busy.value = true;
        problem.value = undefined;
      });
      try {
        await work();
        return true;
      } catch (error) {
        problem.value = error;
        failed?.(error);
        return false;
      } finally {
        busy.value = false;
      }
    },
    say(what) {
      problem.value = what;
    },
  };
}
