import { createToken, provide } from '@sontechsp/sdk';

/** Tells the worker of this process that there is something to print. */
export interface PrintWake {
  now(printerId: string): void;
  /** Hears of it; one listener. */
  listen(hear: (printerId: string) => void): void;
}
export const PrintWake = createToken<PrintWake>('pos.printWake');

export const printWake = provide(PrintWake, {}, (): PrintWake => {
  let hear: (printerId: string) => void = () => undefined;
  return { now: printerId => hear(printerId), listen: listener => { hear = listener; } };
});
