import { OverBudget } from './faults.js';

/**
 * Resolves like `work`, or rejects with OverBudget when it takes longer; a late failure of `work` is swallowed. `ended` runs
 * once, at the end of either. While `excused` says so the time that passes is not held against `work`: it is asked when the
 * budget is used up, and then gives the whole of it again.
 */
export function withinBudget<T>(work: T | PromiseLike<T>, milliseconds: number, ended: () => void, excused = (): boolean => false): T | Promise<T> {
  if (typeof (work as PromiseLike<T> | null)?.then !== 'function') {
    ended();
    return work as T;
  }
  return new Promise<T>((resolve, reject) => {
    let over = false;
    const expire = (): void => {
      if (excused()) timer = setTimeout(expire, milliseconds);
      else { over = true; ended(); reject(new OverBudget(milliseconds)); }
    };
    let timer = setTimeout(expire, milliseconds);
    const settle = (): void => { clearTimeout(timer); if (!over) ended(); };
    (work as PromiseLike<T>).then(
      value => { settle(); resolve(value); },
      (error: unknown) => { settle(); reject(error as Error); },
    );
  });
}
