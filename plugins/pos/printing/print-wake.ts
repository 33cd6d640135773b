import { createToken, provide } from '@sontechsp/sdk';

/** Tells the worker of this process that there is something to print. */
export interface PrintWake {
  /** `urgent`: somebody asked for it by hand, so that a printer that rests is tried at once. */
  now(printerId: string, urgent?: boolean): void;
  /** Hears of it; one listener. */
  listen(hear: (printerId: string, urgent: boolean) => void): void;
}
export const PrintWake = createToken<PrintWake>('pos.printWake');

export const printWake = provide(PrintWake, {}, (): PrintWake => {
  let hear: (printerId: string, urgent: boolean) => void = () => undefined;
  return { now: (printerId, urgent = false) => hear(printerId, urgent), listen: listener => { hear = listener; } };
});
