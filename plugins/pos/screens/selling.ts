import { signal, type ReadonlySignal } from '@preact/signals';
import { isProblem, type Api, type BrowserClock } from '@sontechsp/sdk/ui';
import type { SaleBody, SaleReply } from '../schemas.js';

/** Sends a sale until it is answered: the same body with the same id, so that it is written once however often it is sent. */
export interface Selling {
  /** `retrying`: no answer came, or none for a while. */
  readonly state: ReadonlySignal<'idle' | 'sending' | 'retrying'>;
  /** Undefined when `stop` was called before an answer came. Throws what the host refused. */
  sell(body: SaleBody): Promise<SaleReply | undefined>;
  /** The sale as it was written, or undefined when it was not; asks until it is answered. */
  find(id: string): Promise<SaleReply | undefined>;
  /** Any other request that bears repeating, until it is answered. */
  insist<T>(send: (signal: AbortSignal) => Promise<T>): Promise<T | undefined>;
  stop(): void;
}

const waits = [300, 700, 1500, 3000, 5000];
/** An answer that takes so long is spoken of. */
const SLOW = 2000;
/** An answer that takes longer will not come. */
const PATIENCE = 15_000;

export function createSelling({ api, clock }: { api: Api; clock: BrowserClock }): Selling {
  const state = signal<'idle' | 'sending' | 'retrying'>('idle');
  let run: AbortController | undefined;

  const unanswered = (error: unknown): boolean =>
    (isProblem(error) ? error.retryable || error.status === 502 || error.status === 504 : error instanceof DOMException && error.name === 'AbortError');
  const wait = (ms: number, signal: AbortSignal) => new Promise<void>(resolve => {
    const cancel = clock.after(ms, resolve);
    signal.addEventListener('abort', () => {
      cancel();
      resolve();
    }, { once: true });
  });

  async function untilAnswered<T>(send: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    const mine = run = new AbortController();
    state.value = 'sending';
    try {
      for (let failures = 0; !mine.signal.aborted; failures++) {
        const attempt = new AbortController();
        const stop = () => attempt.abort();
        const cancels = [clock.after(PATIENCE, stop), clock.after(SLOW, () => { state.value = 'retrying'; })];
        mine.signal.addEventListener('abort', stop, { once: true });
        try {
          return await send(attempt.signal);
        } catch (error) {
          if (mine.signal.aborted) return undefined;
          if (!unanswered(error)) throw error;
          state.value = 'retrying';
        } finally {
          cancels.forEach(cancel => cancel());
          mine.signal.removeEventListener('abort', stop);
        }
        await wait(waits[Math.min(failures, waits.length - 1)]!, mine.signal);
      }
      return undefined;
    } finally {
      if (run === mine) {
        run = undefined;
        state.value = 'idle';
      }
    }
  }
  return {
    state,
    insist: untilAnswered,
    sell: body => untilAnswered(signal => api.post<SaleReply>('/api/pos/sales', body, { signal })),
    find: id => untilAnswered(async signal => {
      try {
        return await api.get<SaleReply>(`/api/pos/sales/${id}`, undefined, { signal });
      } catch (error) {
        if (isProblem(error) && error.status === 404) return undefined;
        throw error;
      }
    }),
    stop() {
      run?.abort();
      run = undefined;
      state.value = 'idle';
    },
  };
}
