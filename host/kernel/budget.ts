import { OverBudget } from './faults.js';

/** Resolves like `work`, or rejects with OverBudget when it takes longer; a late failure of `work` is swallowed. */
export function withinBudget<T>(work: T | PromiseLike<T>, milliseconds: number): T | Promise<T> {
  if (typeof (work as PromiseLike<T> | null)?.then !== 'function') return work as T;
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => reject(new OverBudget(milliseconds)), milliseconds);
    (work as PromiseLike<T>).then(
      value => { clearTimeout(timer); resolve(value); },
      (error: unknown) => { clearTimeout(timer); reject(error as Error); },
    );
  });
}
