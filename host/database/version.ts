import type { Tx } from '@sontechsp/sdk';
import type { Version } from '../tokens.js';
import type { Database } from './database.js';
import { hostTx } from './transaction.js';

const CHANNEL = 'surumler';
const bumps = {
  postgres: `WITH bumped AS (UPDATE surumler SET version = version + 1 WHERE id = 1 RETURNING version)
    SELECT version, pg_notify('${CHANNEL}', version::text) AS told FROM bumped`,
  sqlite: 'UPDATE surumler SET version = version + 1 WHERE id = 1 RETURNING version',
};

/** The version kept in one row. Other hosts hear of a change as a message, and read the row when messages may be missing. */
export async function createVersion(database: Database): Promise<Version> {
  const listeners = new Set<(version: number) => void>();
  const bumped = new WeakSet<Tx>();
  const read = async (): Promise<number> => (await database.first<{ version: number }>('SELECT version FROM surumler WHERE id = 1'))?.version ?? 0;
  let version = 0;

  function advance(to: number): void {
    if (to <= version) return;
    version = to;
    for (const listener of [...listeners]) listener(to);
  }
  // While the database does not answer nothing changes in it either; the next hint comes soon.
  const reread = (): void => void read().then(advance, () => {});
  database.listen(CHANNEL, payload => advance(Number(payload)), reread);
  version = Math.max(version, await read());

  return {
    current: () => version,
    bump(tx) {
      if (bumped.has(tx)) return;
      bumped.add(tx);
      let next = 0;
      hostTx(tx).laterQuery(bumps[tx.dialect], [], rows => {
        next = rows[0]!.version as number;
      });
      tx.afterCommit(() => advance(next));
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    cache<V>(load: (key: string) => Promise<V>) {
      let of = version;
      let values = new Map<string, Promise<V>>();
      return (key: string): Promise<V> => {
        if (of !== version) {
          of = version;
          values = new Map();
        }
        const known = values.get(key);
        if (known) return known;
        const own = values;
        const value = load(key);
        own.set(key, value);
        value.catch(() => own.delete(key));
        return value;
      };
    },
  };
}
