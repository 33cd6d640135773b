import { batch, signal, type ReadonlySignal } from '@preact/signals';
import { isProblem, type Api, type BrowserClock } from '@sontechsp/sdk/ui';
import { toldBy, type Ask, type Told } from './told.js';

/** Asks the host what the cashier has put together comes to, before anything is written. */
export interface Quoting {
  /** What was told last; undefined when nothing is to be asked. */
  readonly told: ReadonlySignal<Told | undefined>;
  /** Why there is no answer. */
  readonly problem: ReadonlySignal<unknown>;
  ask(next: Ask | undefined): void;
  /** Asks the same again: others have changed something. */
  again(): void;
  /** What the host says of things as they are, once it has; undefined where it does not answer. */
  settled(): Promise<Told | undefined>;
  stop(): void;
}

const PAUSE = 40;
const RETRY = 1500;

export function createQuoting({ api, clock }: { api: Api; clock: BrowserClock }): Quoting {
  const told = signal<Told | undefined>(undefined);
  const problem = signal<unknown>(undefined);
  let asked: Ask | undefined;
  /** Stops what is waited for, and lets go who waits for it. */
  let cancel = () => {};
  let running: AbortController | undefined;
  let answered: Promise<void> = Promise.resolve();

  async function send(ask: Ask): Promise<void> {
    const mine = running = new AbortController();
    const { signal } = mine;
    try {
      const reply = ask.kind === 'void' ? await api.get(ask.path, undefined, { signal }) : await api.post(ask.path, ask.body, { signal });
      if (!signal.aborted) batch(() => {
        told.value = toldBy(ask, reply);
        problem.value = undefined;
      });
    } catch (error) {
      if (signal.aborted) return;
      problem.value = error;
      // Nobody waits for that: what was to be written then is asked for again.
      if (!isProblem(error) || error.retryable) void after(RETRY, ask);
    }
  }
  function after(pause: number, ask: Ask): Promise<void> {
    cancel();
    running?.abort();
    return new Promise(resolve => {
      const forget = clock.after(pause, () => void send(ask).then(resolve));
      cancel = () => {
        forget();
        resolve();
      };
    });
  }
  const soon = (ask: Ask): void => { answered = after(PAUSE, ask); };
  return {
    told, problem,
    ask(next) {
      if (next?.key === asked?.key) return;
      asked = next;
      if (next) return soon(next);
      cancel();
      running?.abort();
      answered = Promise.resolve();
      batch(() => {
        told.value = undefined;
        problem.value = undefined;
      });
    },
    again() {
      if (asked) soon(asked);
    },
    async settled() {
      let waited: Promise<void> | undefined;
      // What is on the screen may change while the host answers.
      while (waited !== answered) await (waited = answered);
      return told.peek()?.key === asked?.key ? told.peek() : undefined;
    },
    stop() {
      cancel();
      running?.abort();
    },
  };
}
