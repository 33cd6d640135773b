import { Failure, createToken, isFailure, keptMessage, type Clock, type Db, type FailureKind, type Log, type Tx } from '@sontechsp/sdk';
import { clearLane, reopenLane, restLane, restOf, takeProbe } from '../outbox/lane-store.js';
import type { OutboxLane } from '../outbox/tables.js';
import type { Lines } from './lines.js';
import type { ConnectionRow } from './tables.js';

export type Resting = Pick<ConnectionRow, 'id' | 'revision'>;
/**
 * Keeps calls from a remote that does not answer, or does not know us, so that it and whoever waits have peace. Failures are
 * counted in each process; a rest is a row that all hosts see, and ends with one call of one of them. The rows stand among those
 * of the outbox's lanes, under names of their own: a lane lets a delivery through as its probe, which must be able to call.
 */
export interface Rests {
  /** Throws the `Failure` of a connection that rests; else the call may be made, and how it ended must be told. */
  enter(connection: Resting): Promise<void>;
  /** `error`: what the call threw, if it did. */
  ended(connection: Resting, error?: unknown): Promise<void>;
  /** Why and until when it rests. */
  of(connection: Resting): Promise<{ readonly kind: FailureKind; readonly until: string } | undefined>;
  /** It was found to be well, has other settings, or is gone. */
  end(tx: Tx, connection: Resting): void;
}
export const Rests = createToken<Rests>('host.connectionRests');

interface Rest { readonly after: number; readonly firstMs: number; readonly longestMs: number }
type Reason = Exclude<OutboxLane['reason'], 'rateLimited'>;
/** Failures in a row until it rests, and for how long: doubled by each probe that fails. */
const rests: Readonly<Record<Reason, Rest>> = {
  unavailable: { after: 5, firstMs: 30_000, longestMs: 10 * 60_000 },
  // Wrong credentials, sent again and again, lock accounts.
  auth: { after: 3, firstMs: 5 * 60_000, longestMs: 60 * 60_000 },
};
const isReason = (kind: FailureKind): kind is Reason => kind in rests;
/** A probe is nobody else's so long. */
const PROBE_MS = 15_000;
/** With other settings it is another connection, as far as a rest goes. */
const nameOf = ({ id, revision }: Resting): string => `adapter:${id}:${revision}`;

export function createRests({ db, lines, clock, log }: { db: Db; lines: Lines; clock: Clock; log: Log }): Rests {
  const later = (ms: number): string => new Date(Date.parse(clock.now()) + ms).toISOString();
  /** A call must not fail because a rest could not be written; the next one will be. */
  const write = (work: (tx: Tx) => void): Promise<void> => db.transaction(async tx => work(tx)).catch((error: unknown) => log.warn({ err: error }, 'The rest of a connection could not be written'));

  return {
    async enter(connection) {
      const { health } = lines.of(connection.id, connection.revision);
      const rest = await restOf(db, nameOf(connection));
      health.times = rest?.times ?? 0;
      if (!rest) return;
      const now = clock.now();
      const until = rest.rests_until ?? now;
      if (until <= now && await db.transaction(tx => takeProbe(tx, nameOf(connection), now, later(PROBE_MS)))) return;
      throw new Failure('unavailable', rest.reason === 'auth'
        ? 'The remote system refused the credentials of this connection several times, so it rests. Check its settings and test it.'
        : 'The remote system did not answer several times, so this connection rests.', {
        acted: 'no', retryAfterMs: Math.max(Date.parse(until) - Date.parse(now), 1000), sentence: { key: rest.reason === 'auth' ? 'host:adapters.said.restsRefused' : 'host:adapters.said.rests' },
      });
    },
    async ended(connection, error) {
      const { health } = lines.of(connection.id, connection.revision);
      const kind = error === undefined ? undefined : isFailure(error) ? error.kind : 'bug';
      if (kind === 'rateLimited' || kind === 'bug') {
        // Neither says whether the remote is well; a probe that ended so is made again soon.
        if (health.times > 0) await write(tx => reopenLane(tx, nameOf(connection), clock.now()));
        return;
      }
      if (kind === undefined || !isReason(kind)) {
        // Whatever else it says: it answers, and knows us.
        health.inARow = 0;
        if (health.times > 0) await write(tx => clearLane(tx, nameOf(connection)));
        health.times = 0;
        return;
      }
      health.inARow = kind === health.kind ? health.inARow + 1 : 1;
      health.kind = kind;
      const { after, firstMs, longestMs } = rests[kind];
      if (health.inARow < after && health.times === 0) return;
      const times = health.times + 1;
      await write(tx => restLane(tx, {
        lane: nameOf(connection), reason: kind, times, rests_until: later(Math.min(firstMs * 2 ** (times - 1), longestMs)), last_error: keptMessage(error).slice(0, 500), changed_at: clock.now(),
      }));
    },
    async of(connection) {
      const rest = await restOf(db, nameOf(connection));
      return rest?.rests_until && rest.rests_until > clock.now() ? { kind: rest.reason, until: rest.rests_until } : undefined;
    },
    end(tx, connection) {
      clearLane(tx, nameOf(connection));
      tx.afterCommit(() => lines.forget(connection.id));
    },
  };
}
