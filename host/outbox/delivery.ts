import type { Delivery, Idempotency, Log } from '@sontechsp/sdk';
import type { ClaimedRow } from './claim-store.js';
import type { Subscribed } from './outbox.js';
import { NoAnswer, attemptsOf, hostLost, outcomeOf, type Outcome } from './outcome.js';
import { keptAnswer } from './redact.js';
import { lazyController } from './lazy-controller.js';

/** A subscriber that takes longer has failed, unless it says otherwise. */
const ANSWER_MS = 30_000;

/** What became of a row, and what that says of its lane: the error it ended in, if any; `skipped` when nothing was tried. */
export interface Delivered {
  readonly outcome: Outcome;
  readonly error?: unknown;
  readonly skipped?: boolean;
}
/** A row that is being handed over here. */
export interface Handing {
  readonly done: Promise<Delivered>;
  /** Ends the wait: the lease is lost, or the host leaves. */
  abort(reason: string): void;
}

interface Deps {
  log: Log;
  now(): string;
  find(row: ClaimedRow): Subscribed | undefined;
  isOn(plugin: string, storeId: string): Promise<boolean>;
}

/** Hands one row to its subscriber and says what follows. `done` never rejects. */
export function createDeliver({ log, now, find, isOn }: Deps): (row: ClaimedRow) => Handing {
  async function run(row: ClaimedRow, signal: () => AbortSignal, ended: Promise<Delivered>, onTime: (error: NoAnswer) => void): Promise<Delivered> {
    const to = find(row);
    // A plugin that is gone keeps its rows until it is back.
    if (!to) return { outcome: { to: 'held' }, skipped: true };
    const { options } = to.subscriber;
    if (row.store_id !== '' && !await isOn(to.plugin, row.store_id)) {
      const { onDisable = 'hold' } = options;
      if (onDisable !== 'drain') return { outcome: { to: onDisable === 'cancel' ? 'cancelled' : 'held' }, skipped: true };
    }
    const delivery: Delivery = {
      id: row.id, attempt: row.attempts, scope: { firmId: row.firm_id, storeId: row.store_id, terminalId: row.terminal_id, userId: row.user_id },
      get signal() { return signal(); },
    };
    const context = { ...to.use(), delivery } as never;
    const trying = { inDoubt: row.in_doubt };
    const failed = async (error: unknown): Promise<Delivered> => {
      const outcome = outcomeOf(error, { row, retry: options.retry, idempotency: await idempotencyOf(to, row, context), inDoubt: trying.inDoubt, now: now() });
      log.warn({ err: error, topic: row.topic, subscriber: row.subscriber, row: row.id, attempt: row.attempts, next: outcome.to }, 'A subscriber failed');
      return { outcome, error };
    };
    const ms = options.timeoutMs ?? ANSWER_MS;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Delivered>(resolve => {
      timer = setTimeout(() => {
        const error = new NoAnswer(ms);
        onTime(error);
        resolve(failed(error));
      }, ms);
    });
    try {
      return await Promise.race([attempt(to, row, context, trying).catch(failed), late, ended]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** A row in doubt is first asked for; then it is handed over. */
  async function attempt(to: Subscribed, row: ClaimedRow, context: never, trying: { inDoubt: boolean }): Promise<Delivered> {
    const { options } = to.subscriber;
    const payload = row.payload as never;
    if (trying.inDoubt) {
      const idempotency = await idempotencyOf(to, row, context);
      if (row.attempts - row.forgiven > attemptsOf(options.retry)) {
        return { outcome: { to: idempotency === 'key' ? 'dead' : 'uncertain', ...hostLost('endedEachTime', now()) }, skipped: true };
      }
      // A person has looked at it, and said `retry`.
      const decided = row.forgiven > 0 && row.attempts === row.forgiven + 1;
      if (idempotency === 'none' && !decided) {
        return { outcome: { to: 'uncertain', ...hostLost('endedBeforeAnswer', now()) }, skipped: true };
      }
      if (idempotency === 'ref') {
        if (await options.findByRef!(payload, context)) return { outcome: { to: 'done', answer: { foundByRef: true } } };
      }
      if (idempotency !== 'key') trying.inDoubt = false;
    }
    const answer = keptAnswer(await to.subscriber.handle(payload, context));
    return { outcome: { to: 'done', ...(answer === undefined ? {} : { answer }) } };
  }

  return row => {
    const controller = lazyController();
    let end!: (delivered: Delivered) => void;
    const ended = new Promise<Delivered>(resolve => { end = resolve; });
    const done = run(row, () => controller.signal, ended, error => controller.abort(error)).catch((error: unknown): Delivered => {
      // Nothing was handed over: the plugin's dependencies or its state could not be had.
      log.warn({ err: error, topic: row.topic, subscriber: row.subscriber, row: row.id }, 'An outbox row could not be handed over');
      return { outcome: outcomeOf(error, { row, retry: undefined, idempotency: 'key', inDoubt: row.in_doubt, now: now() }), error };
    });
    return {
      done,
      abort(reason) {
        end({ outcome: { to: 'left' }, skipped: true });
        controller.abort(new Error(reason));
      },
    };
  };
}

/** `none`, the careful way, where it cannot be told or nothing can be asked. */
async function idempotencyOf({ subscriber: { options } }: Subscribed, row: ClaimedRow, context: never): Promise<Idempotency> {
  const said = options.idempotency ?? 'key';
  try {
    const word = typeof said === 'function' ? await said(row.payload as never, context) : said;
    return word === 'ref' && !options.findByRef ? 'none' : word;
  } catch {
    return 'none';
  }
}
