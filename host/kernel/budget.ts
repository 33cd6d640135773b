import { OverBudget } from './faults.js';

/**
 * Resolves like `work`, or rejects with OverBudget when it takes longer; a late failure of `work` is swallowed. `ended` runs
 * once, at the end of either.
 */
export function withinBudget<T>(work: T | PromiseLike<T>, milliseconds: number, ended: () => void): T | Promise<T> {
  if (typeof (work as PromiseLike<T> | null)?.then !== 'function') {
    ended();
    return work as T;
  }
  return new Promise<T>((resolve, reject) => {
    let over = false;
    const timer = setTimeout(() => { over = true; ended(); reject(new OverBudget(milliseconds)); }, milliseconds);
    const settle = (): void => { clearTimeout(timer); if (!over) ended(); };
    (work as PromiseLike<T>).then(
      value => { settle(); resolve(value); },
      (error: unknown) => { settle(); reject(error as Error); },
    );
  });
}
