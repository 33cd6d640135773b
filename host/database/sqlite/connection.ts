import sqlite3 from 'sqlite3';
import type { Param } from '@sontechsp/sdk';
import { createLru } from '../lru.js';
import { safeInteger, type RawRow } from '../values.js';
import { mismatch, numbered } from './placeholders.js';

/** One connection to the file. What it is asked runs one after the other, in the order asked. */
export interface SqliteConnection {
  all(sql: string, params: readonly Param[]): Promise<RawRow[]>;
  /** The same for a text whose values stand in it: nothing to keep prepared. */
  once(sql: string): Promise<RawRow[]>;
  /** Resolves to the number of rows touched. */
  run(sql: string, params: readonly Param[]): Promise<number>;
  /** The same without a promise: `done` runs before the next call begins, and `skip` is asked when its turn has come. */
  send(sql: string, params: readonly Param[], done: Done, skip?: () => boolean): void;
  /** SQL of several statements, in one go; it stops at the first that fails. */
  script(sql: string): Promise<void>;
  sendScript(sql: string, done: (error: Error | null) => void, skip?: () => boolean): void;
  /** How many calls wait or run. */
  readonly load: number;
  close(): Promise<void>;
}
export type Done = (error: Error | null, rows: RawRow[], changes: number) => void;

interface Prepared {
  readonly statement: sqlite3.Statement;
  readonly count: number;
  /** Whether it gives rows; `run` takes a single step, which would leave a statement that has some unfinished. */
  readonly gives: boolean;
}

const none: RawRow[] = [];

/** Opens the file; prepared statements are kept, the least used given up. */
export async function openConnection(file: string, mode: number): Promise<SqliteConnection> {
  const db = await new Promise<sqlite3.Database>((resolve, reject) => {
    const opened = new sqlite3.Database(file, mode, error => (error ? reject(error) : resolve(opened)));
  });
  const statements = createLru<Prepared>(300, old => void old.statement.finalize());
  const queue: (() => void)[] = [];
  let running = false;
  let closed = false;

  const next = (): void => {
    const call = queue.shift();
    if (call) call();
    else running = false;
  };
  const enqueue = (call: () => void, refused: (error: Error) => void): void => {
    if (closed) return refused(Object.assign(new Error('The database is closed.'), { code: 'SQLITE_MISUSE' }));
    queue.push(call);
    if (running) return;
    running = true;
    next();
  };

  function prepared(sql: string, then: (error: Error | null, prepared?: Prepared) => void): void {
    const known = statements.get(sql);
    if (known) return then(null, known);
    const text = numbered(sql);
    const statement = db.prepare(text.sql, error => {
      if (error) return then(error);
      const fresh = { statement, count: text.count, gives: /^\s*(select|with|pragma|values|explain)\b|\breturning\b/i.test(sql) };
      statements.set(sql, fresh);
      then(null, fresh);
    });
  }

  function execute(sql: string, params: readonly Param[], done: Done): void {
    const finish: Done = (error, rows, changes) => {
      done(error, rows, changes);
      next();
    };
    prepared(sql, (error, ready) => {
      if (!ready) return finish(error, none, 0);
      const wrong = mismatch(ready.count, params);
      if (wrong) return finish(wrong, none, 0);
      if (!ready.gives) {
        ready.statement.run(params, function (failure) {
          finish(failure, none, failure ? 0 : this.changes);
        });
        return;
      }
      ready.statement.all<RawRow>(params, (failure, rows) => {
        if (failure) return finish(failure, none, 0);
        const unsafe = firstUnsafe(rows);
        if (unsafe) finish(unsafe, none, 0);
        else finish(null, rows, rows.length);
      });
    });
  }

  const send: SqliteConnection['send'] = (sql, params, done, skip) =>
    enqueue(() => {
      if (!skip?.()) return execute(sql, params, done);
      done(null, none, 0);
      next();
    }, error => done(error, none, 0));

  const sendScript: SqliteConnection['sendScript'] = (sql, done, skip) =>
    enqueue(() => {
      const finish = (error: Error | null): void => {
        done(error);
        next();
      };
      if (skip?.()) finish(null);
      else db.exec(sql, finish);
    }, done);

  return {
    send,
    all: (sql, params) => new Promise((resolve, reject) => send(sql, params, (error, rows) => (error ? reject(error) : resolve(rows)))),
    run: (sql, params) => new Promise((resolve, reject) => send(sql, params, (error, _, changes) => (error ? reject(error) : resolve(changes)))),
    once: sql => new Promise((resolve, reject) =>
      enqueue(() => db.all<RawRow>(sql, (error, rows) => {
        const failure = error ?? firstUnsafe(rows);
        if (failure) reject(failure);
        else resolve(rows);
        next();
      }), reject)),
    script: sql => new Promise((resolve, reject) => sendScript(sql, error => (error ? reject(error) : resolve()))),
    sendScript,
    get load() {
      return queue.length + (running ? 1 : 0);
    },
    close: () => new Promise((resolve, reject) => {
      if (closed) return resolve();
      enqueue(() => {
        for (const { statement } of statements.values()) statement.finalize();
        db.close(error => (error ? reject(error) : resolve()));
      }, reject);
      closed = true;
    }),
  };
}

function firstUnsafe(rows: readonly RawRow[]): Error | undefined {
  for (const row of rows) {
    for (const name in row) {
      const value = row[name];
      if (typeof value !== 'number' || !Number.isInteger(value) || Number.isSafeInteger(value)) continue;
      try {
        safeInteger(value);
      } catch (error) {
        return error as Error;
      }
    }
  }
  return undefined;
}
