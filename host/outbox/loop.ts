import { CLAIM_MS, handOver, type Outcome } from './batch.js';
import { createCare } from './care.js';
import type { OutboxDeps, Subscribed } from './outbox.js';
import { anyDue, byIndex, claim, giveBack, hold, markDone, markFailed } from './store.js';

const BATCH = 200;
/** Other hosts' rows, and rows whose turn comes by time, are looked for this often. */
const POLL_MS = 1000;
/** What is told within a moment is gathered before it is handed over: two small transactions for many sales. */
const GATHER_MS = 100;
/** A stop waits so long for subscribers that are at work. */
const GRACE_MS = 1500;
const LONGEST_BACK_OFF_MS = 10 * 60_000;

const later = (now: string, ms: number): string => new Date(Date.parse(now) + ms).toISOString();
const backOff = (attempts: number): number => Math.min(1000 * 2 ** (attempts - 1), LONGEST_BACK_OFF_MS);
const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 500);

export interface Loop {
  /** Something was told here: hand it over soon. */
  wake(): void;
  start(): void;
  stop(): Promise<void>;
}

/** Hands due rows to their subscribers, at least once and in order per aggregate, until stopped. */
export function createLoop(deps: OutboxDeps): Loop {
  const { database, clock, log, subscribers, states } = deps;
  const stopping = new AbortController();
  const leaving = new AbortController();
  const care = createCare(deps, stopping.signal);
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> | undefined;
  let started = false;
  let woken = false;
  let byId: Map<string, Subscribed> | undefined;

  const find = ({ topic, subscriber }: { topic: string; subscriber: string }): Subscribed | undefined => {
    byId ??= new Map(subscribers().map(s => [`${s.subscriber.topic.id} ${s.subscriber.id}`, s]));
    return byId.get(`${topic} ${subscriber}`);
  };
  const isOn = async (plugin: string, storeId: string): Promise<boolean> => storeId === '' || (await states().setFor(storeId)).has(plugin);

  function schedule(ms: number): void {
    if (!started || stopping.signal.aborted) return;
    clearTimeout(timer);
    timer = setTimeout(tick, ms).unref();
  }
  function tick(): void {
    woken = false;
    turn = round().catch((error: unknown) => {
      log.warn({ err: error }, 'The outbox could not be read or written; trying again');
      return 0;
    }).then(taken => {
      turn = undefined;
      // What was done may let the next row of its aggregate go.
      schedule(taken === BATCH ? 0 : taken > 0 || woken ? GATHER_MS : POLL_MS);
    });
  }

  /** Resolves to how many rows were taken. */
  async function round(): Promise<number> {
    await care.now();
    const now = clock.now();
    if (!await anyDue(database, now)) return 0;
    const rows = await database.transaction(tx => claim(tx, now, later(now, CLAIM_MS), BATCH));
    if (rows.length > 0) await settle(await handOver(rows, { log, find, isOn, stopping: stopping.signal, leaving: leaving.signal }));
    return rows.length;
  }
  async function settle({ done, failed, back, held }: Outcome): Promise<void> {
    const now = clock.now();
    await database.transaction(async tx => {
      byIndex(tx);
      markDone(tx, done, now);
      giveBack(tx, back);
      for (const { subscriber, storeId, ids } of held.values()) hold(tx, subscriber, storeId, ids);
      for (const { row, error } of failed) markFailed(tx, row.id, later(now, backOff(row.attempts)), textOf(error));
    });
  }

  return {
    wake() {
      if (woken) return;
      woken = true;
      if (!turn) schedule(GATHER_MS);
    },
    start() {
      started = true;
      schedule(0);
    },
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      const grace = setTimeout(() => leaving.abort(), GRACE_MS);
      await turn;
      clearTimeout(grace);
    },
  };
}
