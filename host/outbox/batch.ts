import type { Log } from '@sontechsp/sdk';
import type { ClaimedRow } from './store.js';
import type { Subscribed } from './outbox.js';

/** Rows handed over at the same time: they share the database with the sales of the moment. */
const AT_ONCE = 4;
/** A subscriber that takes longer has failed, or it could still be at a row when its claim ends. */
const ANSWER_MS = 30_000;
/** No row is begun later than this after the claim, so that each ends before the claim does. */
const BEGIN_MS = 25_000;
/** How long a claim lasts. */
export const CLAIM_MS = 60_000;

/** What became of the rows of one claim. Rows in none of the lists were left half-way and come back when the claim ends. */
export interface Outcome {
  readonly done: string[];
  readonly failed: { readonly row: ClaimedRow; readonly error: unknown }[];
  /** Not begun. */
  readonly back: string[];
  /** By subscriber and store, where the plugin is off. */
  readonly held: Map<string, { readonly subscriber: string; readonly storeId: string; readonly ids: string[] }>;
}

interface Deps {
  log: Log;
  find(row: ClaimedRow): Subscribed | undefined;
  isOn(plugin: string, storeId: string): Promise<boolean>;
  /** Begin nothing more. */
  stopping: AbortSignal;
  /** Wait for nothing more. */
  leaving: AbortSignal;
}

/** Hands claimed rows to their subscribers, a few at a time. No two rows of a claim are of one aggregate and subscriber. */
export async function handOver(rows: readonly ClaimedRow[], { log, find, isOn, stopping, leaving }: Deps): Promise<Outcome> {
  const outcome: Outcome = { done: [], failed: [], back: [], held: new Map() };
  const begun = performance.now();
  const waiting = rows.values();

  async function one(row: ClaimedRow): Promise<void> {
    const to = find(row);
    // A plugin that is gone or off keeps its rows until it is back.
    if (!to || !await isOn(to.plugin, row.store_id)) return lay(outcome.held, row);
    try {
      if (await answered(deliver(to, row), leaving)) outcome.done.push(row.id);
    } catch (error) {
      outcome.failed.push({ row, error });
      log.warn({ err: error, topic: row.topic, subscriber: row.subscriber, row: row.id, attempt: row.attempts }, 'A subscriber failed; it will be tried again');
    }
  }
  async function lane(): Promise<void> {
    for (const row of waiting) {
      if (stopping.aborted || performance.now() - begun > BEGIN_MS) outcome.back.push(row.id);
      else await one(row);
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, rows.length) }, lane));
  return outcome;
}

function lay(held: Outcome['held'], { id, subscriber, store_id: storeId }: ClaimedRow): void {
  const key = `${subscriber} ${storeId}`;
  const group = held.get(key) ?? { subscriber, storeId, ids: [] };
  group.ids.push(id);
  held.set(key, group);
}

async function deliver({ subscriber, use }: Subscribed, row: ClaimedRow): Promise<void> {
  const delivery = {
    id: row.id, attempt: row.attempts,
    scope: { firmId: row.firm_id, storeId: row.store_id, terminalId: row.terminal_id, userId: row.user_id },
  };
  await subscriber.handle(row.payload as never, { ...use(), delivery } as never);
}

/** Whether the work ended; false when this host is leaving. Rejects when the work failed or took too long. */
function answered(work: Promise<void>, leaving: AbortSignal): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const left = (): void => finish(() => resolve(false));
    const timer = setTimeout(() => finish(() => reject(new Error(`No answer within ${ANSWER_MS / 1000} s`))), ANSWER_MS);
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      leaving.removeEventListener('abort', left);
      settle();
    };
    leaving.addEventListener('abort', left);
    work.then(() => finish(() => resolve(true)), (error: unknown) => finish(() => reject(error as Error)));
  });
}
