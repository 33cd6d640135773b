/** Lets so many pieces of work run at once; the others wait in the order they came. */
export interface Turns {
  run<T>(work: () => Promise<T>): Promise<T>;
}

export function createTurns(atOnce: number): Turns {
  const waiting: (() => void)[] = [];
  let running = 0;
  return {
    async run(work) {
      if (running >= atOnce) await new Promise<void>(resolve => waiting.push(resolve));
      else running++;
      try {
        return await work();
      } finally {
        // The turn passes on to the next in line, so that nobody slips in between.
        const next = waiting.shift();
        if (next) next();
        else running--;
      }
    },
  };
}
