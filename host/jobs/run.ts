import { keptMessage } from '@sontechsp/sdk';
import { storable } from '../database/storable.js';
import type { Declared } from './declared.js';
import type { Claimed } from './desk.js';
import type { RunEnd } from './store.js';

/** Why a run was told to end: its time is over, its plugin went off, another process has it, the host stops. */
export type Ending = 'timedOut' | 'off' | 'lost' | 'stop';

export interface Running {
  readonly claimed: Claimed;
  readonly plugin: string;
  /** Tells it to end. */
  end(why: Ending): void;
  /** How it ended; waits for what was told to end only as long as the grace. */
  readonly outcome: Promise<{ readonly end: Omit<RunEnd, 'at'>; readonly why: Ending | undefined }>;
  /** When the work itself is over, however late. */
  readonly settled: Promise<void>;
}
/** Node fires a longer one at once. */
const LONGEST_TIMER = 2 ** 31 - 1;
const LONGEST_MESSAGE = 500;
const LARGEST_RESULT = 16_384;

/** Begins a run with what it is given, and tells it to end when its time is over. */
export function begin(claimed: Claimed, { plugin, job }: Declared, given: () => Promise<Record<string, unknown>>, graceMs: number): Running {
  const abort = new AbortController();
  let why: Ending | undefined;
  let over = false;
  let giveUp: NodeJS.Timeout | undefined;
  let late = (): void => {};
  const patience = new Promise<void>(resolve => { late = resolve; });

  function end(reason: Ending): void {
    if (why || over) return;
    why = reason;
    clearTimeout(limit);
    giveUp = setTimeout(late, graceMs);
    abort.abort(new Error(`The run is to end: ${reason}`));
  }
  const limit = setTimeout(end, Math.min(job.timeoutMs, LONGEST_TIMER), 'timedOut');
  const work = given()
    .then(rest => job.run({ ...rest, dueAt: claimed.dueAt, signal: abort.signal, fence: claimed.fence } as never))
    .then(resultOf)
    .catch(failure);
  const settled = work.then(() => {
    over = true;
    clearTimeout(limit);
    clearTimeout(giveUp);
  });

  return {
    claimed, plugin: plugin.id, end,
    settled,
    outcome: Promise.race([work, patience]).then(ended => {
      if (why === undefined || (why !== 'timedOut' && ended?.state === 'done')) return { end: ended!, why };
      const state = why === 'timedOut' ? 'timedOut' as const : 'cancelled' as const;
      return { end: { state, message: `host:jobs.ended.${ended === undefined ? `${why}Unheard` : why}`, result: null }, why };
    }),
  };
}

function resultOf(value: unknown): Omit<RunEnd, 'at'> {
  const text = value === undefined ? undefined : JSON.stringify(value);
  if (text !== undefined && text.length > LARGEST_RESULT) return { state: 'done', message: 'host:jobs.ended.tooLarge', result: null };
  return { state: 'done', message: null, result: text === undefined ? null : JSON.parse(text, (_, part: unknown) => (typeof part === 'string' ? storable(part) : part)) as unknown };
}
function failure(error: unknown): Omit<RunEnd, 'at'> {
  return { state: 'failed', message: storable(keptMessage(error).slice(0, LONGEST_MESSAGE)), result: null };
}
