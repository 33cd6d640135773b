import { storable } from '../database/storable.js';
import { createStreak } from './streak.js';

export interface Fault {
  readonly plugin: string;
  /** The hook's id, or `outbox <subscriber>`, `job <id>`, `route <method> <path>`, `start`. */
  readonly hook: string;
  /** Empty: of no store. */
  readonly storeId: string;
  readonly reason: 'threw' | 'timeout' | 'invalid';
  /** What the error said, short. */
  readonly message: string;
  readonly at: string;
}

/** One contribution of a plugin, as it is called and fails. */
export interface FaultLine {
  called(storeId: string): void;
  /** `what` names the thing it failed at, when the same thing may come again (an outbox row). */
  failed(storeId: string, reason: Fault['reason'], error: unknown, what?: string): void;
}

/** The faults of plugins, for the plugin manager: kept in memory, told to who listens. */
export interface FaultRecord {
  /** Newest last, at most a thousand. */
  readonly faults: readonly Fault[];
  /** `suspends`: whether a streak of faults here is told to `onStreak`. */
  line(plugin: string, hook: string, suspends?: boolean): FaultLine;
  add(fault: Omit<Fault, 'at' | 'message'>, error: unknown): Fault;
  onFault(listener: (fault: Fault) => void): void;
  /** Hears of a contribution that keeps failing in a store, with its last fault. */
  onStreak(listener: (last: Fault) => void): void;
}

interface RecordLog { warn(facts: object, message: string): void }

/** `scrub` takes secrets out of what is kept of an error. */
export function createFaultRecord(now: () => string, log: RecordLog, ticks: () => number = () => performance.now(), scrub: (text: string) => string = text => text): FaultRecord {
  const faults: Fault[] = [];
  const hearers: ((fault: Fault) => void)[] = [];
  const streakHearers: ((last: Fault) => void)[] = [];

  function add(given: Omit<Fault, 'at' | 'message'>, error: unknown): Fault {
    const fault: Fault = { ...given, message: messageOf(error, scrub), at: now() };
    faults.push(fault);
    if (faults.length > 1000) faults.shift();
    log.warn({ ...given, err: error }, `Plugin '${fault.plugin}' failed in '${fault.hook}'`);
    for (const hear of hearers) hear(fault);
    return fault;
  }

  return {
    faults,
    add,
    line(plugin, hook, suspends = true) {
      const streak = createStreak(ticks);
      return {
        called: streak.called,
        failed(storeId, reason, error, what) {
          const fault = add({ plugin, hook, storeId, reason }, error);
          if (suspends && streak.failed(storeId, what)) for (const hear of streakHearers) hear(fault);
        },
      };
    },
    onFault: hear => void hearers.push(hear),
    onStreak: hear => void streakHearers.push(hear),
  };
}

const messageOf = (error: unknown, scrub: (text: string) => string): string => storable(scrub(error instanceof Error ? error.message : String(error)).slice(0, 300));
