import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { newServer } from './postgres.js';

export interface Failing {
  readonly databaseUrl: string;
  /** The server goes, and where it was there is one that stands by: it answers and takes no writes. */
  becomesStandby(): Promise<void>;
  /** The one that stood by is the first now. */
  isPromoted(): Promise<void>;
  /** Connections of the host. */
  connections(): Promise<number>;
  stop(): Promise<void>;
}

/** A PostgreSQL of its own that another takes over from. */
export async function startFailing(): Promise<Failing> {
  const { server, port, folder } = await newServer();
  const databaseUrl = `postgres://postgres:test@127.0.0.1:${port}/postgres`;
  const ask = async <R extends pg.QueryResultRow>(sql: string): Promise<R[]> => {
    const client = new pg.Client(databaseUrl);
    await client.connect();
    return client.query<R>(sql).then(({ rows }) => rows).finally(() => client.end());
  };
  const answers = () => ask('SELECT 1').then(() => true, () => false);
  return {
    databaseUrl,
    async becomesStandby() {
      await server.stop();
      writeFileSync(join(folder, 'data', 'standby.signal'), '');
      // It waits for the words of a server that takes writes.
      void server.start().catch(() => undefined);
      while (!await answers()) await new Promise(done => setTimeout(done, 50));
    },
    async isPromoted() {
      await ask('SELECT pg_promote()');
    },
    async connections() {
      return Number((await ask<{ n: string }>("SELECT count(*) AS n FROM pg_stat_activity WHERE application_name = 'sontechsp'"))[0]!.n);
    },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
