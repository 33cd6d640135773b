import type pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { isUnmet, type Log, type Param, type Table, type Tx } from '@sontechsp/sdk';
import type { Database } from '../database.js';
import type { Finder } from '../find.js';
import { createGate } from '../gate.js';
import { retrying } from '../retry.js';
import { checkParams } from '../params.js';
import { createRowStatements } from '../rows.js';
import { runAfterCommit } from '../transaction.js';
import { DatabaseUnavailable, isDatabaseUnavailable } from '../unavailable.js';
import type { RawRow } from '../values.js';
import { readServer, UnfitEncoding, unusable } from './connect.js';
import { isConnectionLost, isLockTimeout, isLostRace, isReadOnly, isStalePlan, translate } from './errors.js';
import { send } from './flight.js';
import { createListening } from './listen.js';
import { createTransaction, type OpenTransaction } from './transaction.js';

/** PostgreSQL: statements prepared by name and sent in flights, those of transactions over sessions of their own. */
export async function openPostgres({ databaseUrl, log }: { databaseUrl: string; log: Log }): Promise<Database> {
  const server = readServer(databaseUrl);
  const reading = server.pool('read');
  const writing = server.pool('write');
  for (const pool of [reading, writing]) {
    // A connection that breaks while idle leaves the pool; one in use tells its transaction.
    pool.on('error', error => log.warn({ database: server.name, reason: error.message }, 'A database connection was lost'));
    pool.on('connect', client => client.on('error', () => {}));
  }
  const rows = createRowStatements('postgres');
  const gate = createGate(server.transactions, 30_000);
  const listening = createListening(server, log);
  let finder: Promise<Finder> | undefined;
  let closing: Promise<void> | undefined;

  async function read(sql: string, params: readonly Param[], once = false): Promise<RawRow[]> {
    const client = await reading.connect();
    let broken = true;
    try {
      const found = await new Promise<RawRow[]>((resolve, reject) =>
        send(client, [{ sql, params, once, done: (error, answered) => (error ? reject(error) : resolve(answered)) }]));
      broken = false;
      return found;
    } catch (error) {
      broken = isConnectionLost(error) || isStalePlan(error);
      throw error;
    } finally {
      client.release(broken);
    }
  }
  async function ask(sql: string, params: readonly Param[] = [], once = false): Promise<RawRow[]> {
    checkParams(params);
    try {
      try {
        return await read(sql, params, once);
      } catch (error) {
        // Reading again does no harm: idle connections do not hear of a restarted server until they are used.
        if (closing || !(isConnectionLost(error) || isStalePlan(error))) throw error;
        return await read(sql, params, once);
      }
    } catch (error) {
      // A write outside a transaction is a mistake of the caller, whatever the server takes.
      throw isReadOnly(error) ? error : translate(error);
    }
  }

  async function attempt<T>(work: (tx: Tx) => Promise<T>, optimistic: boolean, tell: (open: OpenTransaction) => void): Promise<T> {
    const client = await writing.connect().catch((error: unknown) => {
      throw translate(error);
    });
    const open = createTransaction(client, rows, optimistic);
    tell(open);
    let broken = false;
    try {
      const result = await work(open.tx);
      await open.commit();
      return result;
    } catch (error) {
      // Behind the server's name there may be another by now, which takes writes.
      broken = await open.rollback().then(() => isStalePlan(open.failure) || isReadOnly(open.failure) || isConnectionLost(open.failure), () => true);
      // A fault of the database is told as such, whatever a plugin in between made of it.
      const fault = translate(open.failure);
      throw isDatabaseUnavailable(fault) || isUnmet(fault) ? fault : error;
    } finally {
      client.release(broken);
    }
  }
  async function transaction<T>(work: (tx: Tx) => Promise<T>, { optimistic = false } = {}): Promise<T> {
    if (closing) throw new DatabaseUnavailable('The database is closed.');
    let open: OpenTransaction | undefined;
    let lockTimeouts = 0;
    const leave = await gate.enter();
    let result: T;
    try {
      result = await retrying(
        () => attempt(work, optimistic, opened => {
          open = opened;
        }),
        () => isLostRace(open?.failure) || isStalePlan(open?.failure) || (isLockTimeout(open?.failure) && lockTimeouts++ === 0));
    } finally {
      leave();
    }
    runAfterCommit(open!.afterCommit, error => log.error({ err: error }, 'Work after a commit failed'));
    return result;
  }

  const database = {
    dialect: 'postgres',
    query: (sql: string, params?: readonly Param[]) => ask(sql, params),
    first: async (sql: string, params?: readonly Param[]) => (await ask(sql, params))[0],
    transaction,
    async find(table: Table, options = {}) {
      // Loaded when first used: Sequelize takes a good part of a second.
      finder ??= import('../find.js').then(({ createFinder }) => createFinder('postgres', sql => ask(sql, [], true)));
      return (await finder).find(table, options);
    },
    async ping() {
      await ask('SELECT 1 AS one');
    },
    notify: (tx: Tx, channel: string, payload: string) => tx.later('SELECT pg_notify($1, $2)', [channel, payload]),
    listen: listening.listen,
    rewrite: () => Promise.resolve(),
    async exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
      let client: pg.Client;
      try {
        client = await server.dedicated();
      } catch (error) {
        throw translate(error);
      }
      try {
        await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [`sontechsp.${name}`]);
        return await work();
      } finally {
        await client.end().catch(() => {});
      }
    },
    close() {
      closing ??= (async () => {
        await listening.close();
        // A statement that never ends must not keep the process from ending.
        await Promise.race([Promise.all([reading.end(), writing.end()]), sleep(5000, undefined, { ref: false })]);
      })();
      return closing;
    },
  } as Database;

  try {
    const [found] = await read(`SELECT current_setting('server_encoding') AS encoding`, []);
    if (found!.encoding !== 'UTF8') throw new UnfitEncoding(found!.encoding as string);
  } catch (error) {
    await Promise.all([reading.end(), writing.end()]).catch(() => {});
    throw unusable(server, error);
  }
  return database;
}
