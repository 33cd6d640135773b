import { randomBytes } from 'node:crypto';
import { isDatabaseUnavailable } from '../database/unavailable.js';
import { LEASE_S, byIndex, claim, lanesWithRows, makeWay, renew, type Claim, type ClaimedRow } from './claim-store.js';
import { createCare } from './care.js';
import { createDeliver } from './delivery.js';
import { clearLane, restLane, takeProbe } from './lane-store.js';
import { createLanes, type Finished } from './lanes.js';
import { createNews } from './news.js';
import type { OutboxDeps, Subscribed } from './outbox.js';
import { later } from './outcome.js';
import type { Verdict } from './rest.js';
import { settle } from './settle.js';

/** Other hosts' rows, and rows whose turn comes by time, are looked for this often. */
const POLL_MS = 1000;
/** What is told within a moment is gathered: a few at a time soon, many in few transactions, because sales wait for the same disk. */
const SOON_MS = 30;
const BUSY_MS = 250;
const BUSY_ROWS = 20;
/** A stop waits so long for subscribers that are at work. */
const GRACE_MS = 1500;
const RENEW_MS = (LEASE_S * 1000) / 3;
/** A probe of a lane that rested is no other host's so long. */
const PROBE_MS = 60_000;

export interface Loop {
  /** Something was told here: hand it over soon. */
  wake(lanes: readonly string[]): void;
  start(): void;
  stop(): Promise<void>;
}

/**
 * Hands due rows to their subscribers, at least once and in order per aggregate, until stopped. It goes round: one transaction
 * writes what became of rows and leases the next ones, which are then handed over beside it.
 */
export function createLoop(deps: OutboxDeps): Loop {
  const { database, clock, ids, log, subscribers, states } = deps;
  /** Names this run in leases: a host that starts again is another. */
  const by = randomBytes(9).toString('base64url');
  const stopping = new AbortController();
  const care = createCare(deps, stopping.signal);
  const news = createNews(deps);
  const woken = new Set<string>();
  const verdicts = new Map<string, Exclude<Verdict, 'unknown'>>();
  let finished: Finished[] = [];
  let timer: NodeJS.Timeout | undefined;
  let timerAt = Infinity;
  let renewal: NodeJS.Timeout | undefined;
  let turn: Promise<void> | undefined;
  let started = false;
  let gather = SOON_MS;
  /** A lane with more rows in the database has few left here. */
  let hurry = false;
  let roundAt = -Infinity;
  /** When the database is next asked for all that is due: what other hosts told, and what is due by now. */
  let lookAt = -Infinity;
  let byId: Map<string, Subscribed> | undefined;

  const find = ({ topic, subscriber }: { topic: string; subscriber: string }): Subscribed | undefined => {
    byId ??= new Map(subscribers().map(s => [`${s.subscriber.topic.id} ${s.subscriber.id}`, s]));
    return byId.get(`${topic} ${subscriber}`);
  };
  const isOn = async (plugin: string, storeId: string): Promise<boolean> => (await states().setFor(storeId)).has(plugin);
  const lanes = createLanes({
    deliver: createDeliver({ log, now: () => clock.now(), find, isOn }),
    careful: row => (find(row)?.subscriber.options.idempotency ?? 'key') !== 'key',
    now: () => clock.now(),
    ended(one) {
      finished.push(one);
      const { lane } = one.row;
      if (backlog.has(lane) && lanes.low(lane)) {
        woken.add(lane);
        hurry = true;
      }
      schedule(gatherLeft());
    },
    judged(lane, verdict) {
      verdicts.set(lane, verdict);
      // Other hosts are to know at once.
      hurry = true;
      if (verdict === 'well') resting.delete(lane);
      else resting.add(lane);
    },
  });
  /** Lanes of which the last look into the database took as many rows as it may. */
  const backlog = new Set<string>();
  /** Lanes known to rest: telling of a row in one of them is no reason to ask for it. */
  const resting = new Set<string>();

  const gatherLeft = (): number => (hurry ? 0 : Math.max(0, roundAt + gather - performance.now()));
  function schedule(ms: number): void {
    if (!started || stopping.signal.aborted || turn) return;
    const at = performance.now() + ms;
    if (at >= timerAt) return;
    clearTimeout(timer);
    timerAt = at;
    timer = setTimeout(tick, ms).unref();
  }
  function tick(): void {
    timerAt = Infinity;
    turn = round().catch((error: unknown) => {
      log.warn({ err: error }, 'The outbox could not be read or written; trying again');
      return POLL_MS;
    }).then(rest => {
      turn = undefined;
      schedule(rest);
      if (finished.length > 0 || woken.size > 0) schedule(gatherLeft());
    });
  }

  /** Resolves to how long to rest when nothing happens meanwhile. */
  async function round(): Promise<number> {
    roundAt = performance.now();
    hurry = false;
    const released = await care.now();
    const now = clock.now();
    const look = released || roundAt >= lookAt;
    const claims = await wanted(now, look);
    const settling = finished;
    const judgements = new Map(verdicts);
    if (settling.length === 0 && claims.length === 0 && judgements.size === 0) return untilLook();
    finished = [];
    verdicts.clear();
    let taken: ClaimedRow[] = [];
    let asked: { claim: Claim; got: number }[] = [];
    try {
      await database.transaction(async tx => {
        taken = [];
        asked = [];
        byIndex(tx);
        settle(tx, settling, { by, now, ids });
        for (const [lane, verdict] of judgements) {
          if (verdict === 'well') clearLane(tx, lane);
          else restLane(tx, { lane, ...verdict, changed_at: now });
        }
        for (const one of claims) {
          if (one.probe && !await takeProbe(tx, one.lane, now, later(now, PROBE_MS))) continue;
          claim(tx, one, by, now, rows => {
            taken.push(...rows);
            asked.push({ claim: one, got: rows.length });
          });
        }
      });
    } catch (error) {
      for (const [lane, verdict] of judgements) if (!verdicts.has(lane)) verdicts.set(lane, verdict);
      if (isDatabaseUnavailable(error)) finished = [...settling, ...finished];
      else await oneByOne(settling);
      throw error;
    }
    news.of(settling);
    gather = Math.max(taken.length, settling.length) >= BUSY_ROWS ? BUSY_MS : SOON_MS;
    for (const { claim: { lane, limit, probe }, got } of asked) {
      if (got >= limit && !probe) backlog.add(lane);
      else backlog.delete(lane);
    }
    const probed = new Set(claims.filter(one => one.probe).map(one => one.lane));
    // A lane may have come to rest while its rows were being leased.
    const wrong = taken.filter(row => resting.has(row.lane) && !probed.has(row.lane));
    for (const row of wrong) finished.push({ row, delivered: { outcome: { to: 'back' }, skipped: true } });
    lanes.add(wrong.length === 0 ? taken : taken.filter(row => !wrong.includes(row)));
    const stuck = asked.filter(({ claim: one, got }) => look && got === 0 && !one.probe);
    if (stuck.length > 0) await pass(stuck.map(one => one.claim.lane), now);
    for (const { delivered: { outcome } } of settling) if (outcome.to === 'retry') lookBy(waitFor(now, outcome.dueAt));
    // A lane that is well again has more.
    if ([...judgements.values()].includes('well')) lookBy(0);
    return untilLook();
  }
  /** One that cannot be written must not keep the others from it; its lease runs out, and it is handed over again. */
  async function oneByOne(settling: readonly Finished[]): Promise<void> {
    for (const one of settling) {
      await database.transaction(async tx => settle(tx, [one], { by, now: clock.now(), ids })).catch((error: unknown) => {
        if (isDatabaseUnavailable(error)) finished.push(one);
        else log.error({ err: error, row: one.row.id }, 'What became of an outbox row could not be written');
      });
    }
  }
  const untilLook = (): number => Math.max(0, lookAt - performance.now());
  const lookBy = (ms: number): void => { lookAt = Math.min(lookAt, performance.now() + ms); };

  /** Which lanes to take rows of: those told of here, and now and then all that have some. */
  async function wanted(now: string, look: boolean): Promise<Claim[]> {
    const names = [...woken];
    woken.clear();
    const claims = new Map<string, Claim>();
    const want = (lane: string, limit: number, probe: boolean): void => {
      if (limit > 0) claims.set(lane, { lane, limit, probe });
      // Its rows are asked for again when there is room.
      else backlog.add(lane);
    };
    if (look) {
      lookAt = performance.now() + POLL_MS;
      resting.clear();
      // Judged by now, and not written yet.
      for (const [lane, verdict] of verdicts) if (verdict !== 'well') resting.add(lane);
      for (const { lane, due_at: dueAt, reason, times, rests_until: restsUntil } of await lanesWithRows(database)) {
        if (dueAt === null) continue;
        if (reason !== null) {
          resting.add(lane);
          lanes.rested(lane, times ?? 1);
          if (restsUntil !== null && restsUntil <= now && dueAt <= now) want(lane, 1, true);
          else if (restsUntil !== null) lookBy(waitFor(now, restsUntil > dueAt ? restsUntil : dueAt));
        } else if (dueAt <= now) want(lane, lanes.room(lane), false);
        else lookBy(waitFor(now, dueAt));
      }
    }
    for (const lane of names) if (!claims.has(lane) && !resting.has(lane)) want(lane, lanes.room(lane), false);
    return [...claims.values()];
  }
  const waitFor = (now: string, until: string): number => Math.max(SOON_MS, Date.parse(until) - Date.parse(now) + 1);

  async function pass(blocked: readonly string[], now: string): Promise<void> {
    const passed = await database.transaction(async tx => {
      byIndex(tx);
      const moved = await Promise.all(blocked.map(lane => makeWay(tx, lane, now, 500, later(now, BUSY_MS), later(now, 60_000))));
      return moved.some(rows => rows > 0);
    });
    // Behind them there may be some that can go.
    if (passed) lookBy(0);
  }

  /** Keeps the leases of rows that take long; what went to another host is let go. */
  async function renewLeases(): Promise<void> {
    const mine = lanes.heldFor(RENEW_MS / 2);
    if (mine.length === 0) return;
    try {
      const still = new Set(await database.transaction(tx => renew(tx, by, mine)));
      // Those that ended meanwhile are not held any more, and losing them means nothing.
      for (const id of mine) if (!still.has(id)) lanes.lost(id);
    } catch (error) {
      log.warn({ err: error }, 'Leases of the outbox could not be renewed; trying again');
    }
  }

  return {
    wake(names) {
      for (const name of names) woken.add(name);
      schedule(gatherLeft());
    },
    start() {
      started = true;
      renewal = setInterval(() => void renewLeases(), RENEW_MS).unref();
      schedule(0);
    },
    async stop() {
      if (!started) return;
      stopping.abort();
      clearTimeout(timer);
      lanes.close();
      const grace = setTimeout(() => lanes.leave(), GRACE_MS);
      await turn;
      await lanes.settled();
      clearTimeout(grace);
      clearInterval(renewal);
      if (finished.length > 0) {
        const now = clock.now();
        await database.transaction(async tx => {
          byIndex(tx);
          settle(tx, finished, { by, now, ids });
        }).catch((error: unknown) => log.warn({ err: error }, 'What became of outbox rows could not be written; they are handed over again'));
      }
      news.stop();
    },
  };
}
