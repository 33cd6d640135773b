import { claim, giveBack, hold, markDone, markFailed, removeDone } from './store.js';
import type { OutboxDeps, Subscribed } from './outbox.js';
import type { OutboxRow } from './tables.js';

const BATCH = 200;
/** Other hosts' rows, and rows whose turn comes by time, are looked for this often. */
const POLL_MS = 1000;
/** Sales of one moment are gathered before they are handed over, so that the loop costs them little. */
const GATHER_MS = 50;
const CLAIM_MS = 60_000;
const KEEP_MS = 7 * 24 * 3600_000;
const CLEAN_EVERY_MS = 10 * 60_000;

const later = (now: string, ms: number): string => new Date(Date.parse(now) + ms).toISOString();
const backOff = (attempts: number): number => Math.min(1000 * 2 ** attempts, 10 * 60_000);

/** Hands due rows to their subscribers, at least once and in order per aggregate, until stopped. */
export function createLoop({ database, clock, log, subscribers, states }: OutboxDeps) {
  let running = false;
  let turn: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let cleanedAt = 0;
  let byId: Map<string, Subscribed> | undefined;

  const schedule = (ms: number): void => {
    if (!running) return;
    clearTimeout(timer);
    timer = setTimeout(tick, ms).unref();
  };
  let soon = false;
  function wake(): void {
    if (soon || turn) return void (soon = true);
    soon = true;
    schedule(GATHER_MS);
  }

  function tick(): void {
    soon = false;
    turn = round().catch((error: unknown) => {
      log.warn({ err: error }, 'The outbox could not be read; trying again');
      return 0;
    }).then(handed => {
      turn = undefined;
      schedule(handed === BATCH ? 0 : soon ? GATHER_MS : POLL_MS);
    });
  }

  async function round(): Promise<number> {
    const now = clock.now();
    const rows = await database.transaction(tx => claim(tx, now, later(now, CLAIM_MS), BATCH));
    if (rows.length > 0) await handOver(rows);
    if (Date.now() - cleanedAt > CLEAN_EVERY_MS) {
      cleanedAt = Date.now();
      await database.transaction(tx => removeDone(tx, later(now, -KEEP_MS), 1000));
    }
    return rows.length;
  }

  async function handOver(rows: readonly OutboxRow[]): Promise<void> {
    byId ??= new Map(subscribers().map(s => [`${s.subscriber.topic.id} ${s.subscriber.id}`, s]));
    const done: string[] = [];
    const held: string[] = [];
    const back: string[] = [];
    const failed: { row: OutboxRow; error: unknown }[] = [];
    // After a failure the later rows of the same aggregate wait for it.
    const stuck = new Set<string>();
    for (const row of rows) {
      const lane = `${row.subscriber} ${row.aggregate}`;
      const to = byId.get(`${row.topic} ${row.subscriber}`);
      if (!running || stuck.has(lane)) back.push(row.id);
      // A plugin that is gone or off keeps its rows until it is back.
      else if (!to || !(to.plugin === 'host' || (await states().setFor(row.store_id)).has(to.plugin))) held.push(row.id);
      else {
        try {
          await deliver(to, row);
          done.push(row.id);
        } catch (error) {
          stuck.add(lane);
          failed.push({ row, error });
          log.warn({ err: error, topic: row.topic, subscriber: row.subscriber, attempt: row.attempts + 1 }, 'A subscriber failed; trying again later');
        }
      }
    }
    const now = clock.now();
    await database.transaction(async tx => {
      await markDone(tx, done, now);
      await hold(tx, held);
      await giveBack(tx, back, now);
      for (const { row, error } of failed) await markFailed(tx, row.id, later(now, backOff(row.attempts)), (error instanceof Error ? error.message : String(error)).slice(0, 500));
    });
  }

  const deliver = ({ subscriber, use }: Subscribed, row: OutboxRow): Promise<void> =>
    (subscriber.handle as (payload: unknown, context: unknown) => Promise<void>)(row.payload, {
      ...use(),
      delivery: { id: row.id, attempt: row.attempts + 1, scope: { firmId: row.firm_id, storeId: row.store_id, terminalId: row.terminal_id, userId: row.user_id } },
    });

  return {
    wake,
    start() {
      running = true;
      schedule(0);
    },
    async stop() {
      running = false;
      clearTimeout(timer);
      await turn;
    },
  };
}
