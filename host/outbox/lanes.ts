import type { ClaimedRow } from './claim-store.js';
import type { Delivered, Handing } from './delivery.js';
import { verdictOf, type LaneHealth, type Verdict } from './rest.js';

/** Rows handed over at the same time, of all lanes. */
const AT_ONCE = 64;
/** Of one lane: few while its answers come quickly, since they share the database with the sales of the moment, more while it waits. */
const FEWEST = 4;
const MOST = 16;
/** Rows taken from the database ahead of their turn: what a lane gets through in about a second. */
const AHEAD_MIN = 16;
const AHEAD_MAX = 500;

/** A row that has come to its end here, and what it says of its lane. */
export interface Finished {
  readonly row: ClaimedRow;
  readonly delivered: Delivered;
}
interface Lane {
  /** Rows of one aggregate and subscriber in their order; each list is handed over row by row. */
  readonly queue: ClaimedRow[][];
  queued: number;
  running: number;
  /** Milliseconds an answer takes, of late. */
  takes: number;
  /** A row of it, leased and never begun, would be in doubt should this host die; undefined until the first row is seen. */
  careful: boolean | undefined;
  readonly health: LaneHealth;
  /** Grows when it is put to rest: what was begun before says nothing of it afterwards. */
  rests: number;
}

interface Deps {
  deliver(row: ClaimedRow): Handing;
  /** Whether a row that may have been sent cannot simply be sent again. */
  careful(row: ClaimedRow): boolean;
  now(): string;
  /** A row has ended, or could not be begun. */
  ended(finished: Finished): void;
  /** A lane turned out well after a rest, or wants one. */
  judged(lane: string, verdict: Exclude<Verdict, 'unknown'>): void;
}

/** The rows this host has leased, by lane, and those it is handing over. */
export function createLanes({ deliver, careful, now, ended, judged }: Deps) {
  const lanes = new Map<string, Lane>();
  const handing = new Map<string, Handing>();
  /** When each row was taken, for the renewal of leases. */
  const held = new Map<string, number>();
  let closed = false;

  const laneOf = (name: string): Lane => {
    let lane = lanes.get(name);
    if (!lane) lanes.set(name, lane = { queue: [], queued: 0, running: 0, takes: 40, careful: undefined, health: { failures: 0, times: 0 }, rests: 0 });
    return lane;
  };
  const width = (lane: Lane): number => Math.min(MOST, Math.max(FEWEST, Math.ceil(lane.takes / 2)));
  /** Where a row must not be taken without being begun, no more than can begin. */
  const ahead = (lane: Lane): number =>
    (lane.careful === false ? Math.min(AHEAD_MAX, Math.max(AHEAD_MIN, Math.round((width(lane) * 1000) / lane.takes))) : Math.max(0, width(lane) - lane.running));

  function finish(row: ClaimedRow, delivered: Delivered): void {
    held.delete(row.id);
    ended({ row, delivered });
  }
  const back = (row: ClaimedRow): void => finish(row, { outcome: { to: 'back' }, skipped: true });
  function giveBackQueue(lane: Lane): void {
    for (const rows of lane.queue.splice(0)) rows.forEach(back);
    lane.queued = 0;
  }

  async function run(name: string, lane: Lane, rows: readonly ClaimedRow[]): Promise<void> {
    lane.running++;
    let stop = false;
    for (const row of rows) {
      lane.queued--;
      // What cannot go leaves those behind it where they are.
      if (stop || closed) {
        back(row);
        continue;
      }
      const { rests } = lane;
      const began = performance.now();
      const one = deliver(row);
      handing.set(row.id, one);
      const delivered = await one.done;
      handing.delete(row.id);
      if (!delivered.skipped) {
        lane.takes += (Math.max(0.5, performance.now() - began) - lane.takes) * 0.1;
        if (rests === lane.rests) judge(name, lane, delivered.error);
      }
      finish(row, delivered);
      stop = delivered.outcome.to !== 'done' && delivered.outcome.to !== 'cancelled';
    }
    lane.running--;
    pump();
  }
  function judge(name: string, lane: Lane, error: unknown): void {
    const verdict = verdictOf(error, lane.health, now());
    if (verdict === 'unknown') return;
    if (verdict !== 'well') {
      lane.rests++;
      giveBackQueue(lane);
    }
    judged(name, verdict);
  }
  /** Each lane in turn, so that a slow one does not stand before the others. */
  function pump(): void {
    for (let began = true; began && !closed;) {
      began = false;
      for (const [name, lane] of lanes) {
        if (handing.size >= AT_ONCE) return;
        if (lane.queue.length === 0 || lane.running >= width(lane)) continue;
        void run(name, lane, lane.queue.shift()!);
        began = true;
      }
    }
  }

  return {
    /** How many more rows of a lane to take from the database. */
    room(name: string): number {
      const lane = laneOf(name);
      return Math.max(0, ahead(lane) - lane.queued);
    },
    /** Whether so little is left that more should be fetched at once. */
    low: (name: string): boolean => laneOf(name).queued <= ahead(laneOf(name)) / 2,
    rested(name: string, times: number): void {
      laneOf(name).health.times = times;
    },
    add(rows: readonly ClaimedRow[]): void {
      const at = performance.now();
      const groups = new Map<string, ClaimedRow[]>();
      for (const row of [...rows].sort((a, b) => (a.id < b.id ? -1 : 1))) {
        // Its lease had run out while it was still being handed over here; taking it anew renewed it.
        if (held.has(row.id)) continue;
        held.set(row.id, at);
        const key = `${row.lane}\n${row.subscriber}\n${row.aggregate}`;
        const group = groups.get(key);
        if (group) group.push(row);
        else groups.set(key, [row]);
      }
      for (const group of groups.values()) {
        const lane = laneOf(group[0]!.lane);
        lane.careful = lane.careful === true || careful(group[0]!);
        const begins = lane.careful ? group.slice(0, 1) : group;
        lane.queue.push(begins);
        lane.queued += begins.length;
        group.slice(begins.length).forEach(back);
      }
      pump();
    },
    /** Rows taken at least so long ago. */
    heldFor(ms: number): string[] {
      const before = performance.now() - ms;
      return [...held].filter(([, at]) => at <= before).map(([id]) => id);
    },
    /** The lease went to another host: nothing of it is said here any more. */
    lost(id: string): void {
      handing.get(id)?.abort('lease');
    },
    get busy(): number {
      return held.size;
    },
    /** Begins nothing more, and gives back what was not begun. */
    close(): void {
      closed = true;
      for (const lane of lanes.values()) giveBackQueue(lane);
    },
    /** Waits for nothing more. */
    leave(): void {
      for (const one of handing.values()) one.abort('leaving');
    },
    settled: () => Promise.all([...handing.values()].map(one => one.done)),
  };
}
