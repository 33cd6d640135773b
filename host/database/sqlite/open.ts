import { access, constants, mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import sqlite3 from 'sqlite3';
import { isUnmet, type Log, type Param, type Table, type Tx } from '@sontechsp/sdk';
import type { Database } from '../database.js';
import type { Finder } from '../find.js';
import { createGate } from '../gate.js';
import { createRowStatements } from '../rows.js';
import { runAfterCommit } from '../transaction.js';
import { DatabaseUnavailable } from '../unavailable.js';
import { decodeRows, type RawRow } from '../values.js';
import { createCommitWatch } from './commits.js';
import { openConnection, type SqliteConnection } from './connection.js';
import { createErrors, isBusy } from './errors.js';
import { sqliteFile } from './file.js';
import { createTransaction } from './transaction.js';

/** How long another process may hold the file before a transaction is refused. */
const PATIENCE = 20_000;

/** The embedded database: one persistent writer, two readers, one that watches, write-ahead log, every commit on the disk before it returns. */
export async function openSqlite({ dataFolder, log }: { dataFolder: string; log: Log }): Promise<Database> {
  const file = sqliteFile(dataFolder);
  const { writer, readers, watcher } = await connect(dataFolder, file);
  const rows = createRowStatements('sqlite');
  const errors = createErrors(readers[0]!);
  const gate = createGate(1, 30_000);
  const heard = new Map<string, Set<(payload: string) => void>>();
  const watch = createCommitWatch(watcher);
  let finder: Promise<Finder> | undefined;
  let closing: Promise<void> | undefined;

  async function query(sql: string, params: readonly Param[] = [], as?: Table, once = false): Promise<RawRow[]> {
    const reader = readers.reduce((least, other) => (other.load < least.load ? other : least));
    try {
      const found = await (once ? reader.once(sql) : reader.all(sql, params));
      return as ? decodeRows(found, as) : found;
    } catch (error) {
      // A write outside a transaction is a mistake of the caller, not of the file.
      if ((error as { code?: string }).code === 'SQLITE_READONLY') throw error;
      throw await errors.translate(error);
    }
  }

  async function begin(): Promise<void> {
    const until = Date.now() + PATIENCE;
    for (let wait = 5; ; wait = Math.min(wait * 2, 100)) {
      try {
        await writer.run('BEGIN IMMEDIATE', []);
        return;
      } catch (error) {
        // Left over from a transaction whose end failed.
        if (/within a transaction/.test((error as Error).message)) await writer.run('ROLLBACK', []);
        else if (!isBusy(error) || Date.now() > until) throw await errors.translate(error);
      }
      await sleep(wait * (0.5 + Math.random()));
    }
  }

  async function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    if (closing) throw new DatabaseUnavailable('The database is closed.');
    const leave = await gate.enter();
    try {
      await begin();
      const open = createTransaction({ writer, rows, errors });
      let result: T;
      try {
        result = await work(open.tx);
      } catch (error) {
        await open.rollback().catch((reason: unknown) => log.error({ err: reason }, 'A transaction could not be rolled back'));
        throw isUnmet(open.failure) ? open.failure : error;
      }
      await open.commit();
      leave();
      runAfterCommit(open.afterCommit, error => log.error({ err: error }, 'Work after a commit failed'));
      return result;
    } finally {
      leave();
    }
  }

  function tell(channel: string, payload: string): void {
    for (const listener of [...heard.get(channel) ?? []]) listener(payload);
  }

  const database = {
    dialect: 'sqlite',
    query,
    first: async (sql: string, params: readonly Param[] = [], as?: Table) => (await query(sql, params, as))[0],
    transaction,
    async find(table: Table, options = {}) {
      // Loaded when first used: Sequelize takes a good part of a second.
      finder ??= import('../find.js').then(({ createFinder }) => createFinder('sqlite', sql => query(sql, [], undefined, true)));
      return (await finder).find(table, options);
    },
    async ping() {
      await query('SELECT 1 AS one FROM sqlite_master LIMIT 1');
    },
    notify: (tx: Tx, channel: string, payload: string) => tx.afterCommit(() => queueMicrotask(() => tell(channel, payload))),
    listen(channel: string, listener: (payload: string) => void, lost?: () => void) {
      const listeners = heard.get(channel) ?? new Set();
      heard.set(channel, listeners);
      // A function of its own, so that the same one may listen twice.
      const own = (payload: string): void => listener(payload);
      listeners.add(own);
      const unwatch = lost ? watch.add(lost) : undefined;
      return () => {
        listeners.delete(own);
        unwatch?.();
      };
    },
    async rewrite() {
      const leave = await gate.enter();
      try {
        await writer.script('VACUUM; PRAGMA wal_checkpoint(TRUNCATE);');
      } finally {
        leave();
      }
    },
    // SQLite has one writer: each transaction of `work` waits for it, and looks again at what it finds.
    exclusively: <T>(_name: string, work: () => Promise<T>) => work(),
    close() {
      closing ??= (async () => {
        watch.stop();
        const leave = await gate.enter();
        leave();
        for (const connection of [...readers, watcher, writer]) await connection.close();
      })();
      return closing;
    },
  } as Database;
  return database;
}

interface Connections {
  readonly writer: SqliteConnection;
  readonly readers: readonly SqliteConnection[];
  readonly watcher: SqliteConnection;
}
/** Opens them all; whatever prevents it is said in one sentence. */
async function connect(dataFolder: string, file: string): Promise<Connections> {
  const opened: SqliteConnection[] = [];
  try {
    await mkdir(dataFolder, { recursive: true });
    await access(dataFolder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Error(`The data folder ${dataFolder} cannot be written to.`, { cause: error });
  }
  try {
    const writer = await openConnection(file, sqlite3.OPEN_READWRITE | sqlite3.OPEN_CREATE);
    opened.push(writer);
    // SQLite opens for reading only what it may not write, and says so at the first write.
    await access(file, constants.R_OK | constants.W_OK);
    await writer.script(`PRAGMA busy_timeout = 1000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
      PRAGMA case_sensitive_like = ON; PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY;`);
    await writer.all('SELECT count(*) AS n FROM sqlite_master', []);
    const reading = async (pragmas: string): Promise<SqliteConnection> => {
      const reader = await openConnection(file, sqlite3.OPEN_READWRITE);
      opened.push(reader);
      await reader.script(`PRAGMA busy_timeout = 5000; PRAGMA query_only = ON; ${pragmas}`);
      return reader;
    };
    const forLists = 'PRAGMA case_sensitive_like = ON; PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY;';
    return { writer, readers: [await reading(forLists), await reading(forLists)], watcher: await reading('PRAGMA cache_size = -100;') };
  } catch (error) {
    for (const connection of opened) await connection.close().catch(() => {});
    const code = (error as { code?: string }).code;
    const reason = code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT' ? 'is damaged or no database; restore it from a backup'
      : code === 'SQLITE_BUSY' ? 'is held by another program'
      : code === 'SQLITE_FULL' ? 'cannot be opened because the disk is full'
      : 'cannot be opened for writing';
    throw new Error(`The database file ${file} ${reason}.`, { cause: error });
  }
}
