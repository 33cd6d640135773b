import { DatabaseUnavailable } from './unavailable.js';

/** Lets so many in at once, the others in the order they came. */
export interface Gate {
  /** Resolves when it is one's turn, to the function that ends it. */
  enter(): Promise<() => void>;
}

/** Waits of longer than `patience` ms end in DatabaseUnavailable, so that a transaction opened inside another cannot hang for ever. */
export function createGate(places: number, patience: number): Gate {
  const waiting = new Set<() => void>();
  let taken = 0;

  const leave = (): void => {
    const next = waiting.values().next();
    if (next.done) {
      taken--;
      return;
    }
    waiting.delete(next.value);
    next.value();
  };
  const once = (): (() => void) => {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      leave();
    };
  };
  return {
    enter() {
      if (taken < places) {
        taken++;
        return Promise.resolve(once());
      }
      return new Promise((resolve, reject) => {
        const turn = (): void => {
          clearTimeout(timer);
          resolve(once());
        };
        const timer = setTimeout(() => {
          waiting.delete(turn);
          reject(new DatabaseUnavailable(`No transaction could begin within ${patience / 1000} seconds.`));
        }, patience);
        waiting.add(turn);
      });
    },
  };
}
