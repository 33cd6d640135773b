import type { Db, Tx } from '@sontechsp/sdk';
import type { Request } from '../checkout.js';

/** What was planned before the transaction no longer holds in it: it is planned again. */
export class PlanChanged extends Error {
  constructor() {
    super('What was planned no longer holds');
    this.name = 'PlanChanged';
  }
}
interface Steps<P, R> {
  /** Reads, works out and asks who may refuse, outside the transaction. */
  prepare(): Promise<P>;
  /** Throws `PlanChanged` when the plan no longer holds. */
  write(tx: Tx, plan: P): Promise<R>;
  /** What an earlier request with the caller's id was answered. */
  answered(): Promise<R | undefined>;
}
const ATTEMPTS = 10;

/** Carries out a request once: a repeated one is answered as the first was, a refused one leaves nothing. */
export async function carryOut<P, R>(db: Db, { once }: Request, { prepare, write, answered }: Steps<P, R>): Promise<R> {
  try {
    for (let attempt = 1; ; attempt++) {
      const plan = prepare();
      // The host must be asked for a remembered reply before a refusal is given, so there it is thrown inside.
      await (once ? plan.catch(() => undefined) : plan);
      try {
        return await (once ?? (work => db.transaction(work)))(async tx => write(tx, await plan));
      } catch (error) {
        if (!(error instanceof PlanChanged) || attempt === ATTEMPTS) throw error;
      }
    }
  } catch (error) {
    const earlier = await answered();
    if (earlier) return earlier;
    throw error;
  }
}
