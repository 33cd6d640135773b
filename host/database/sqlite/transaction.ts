import { Unmet, type Columns, type Param, type RowOf, type Table } from '@sontechsp/sdk';
import { anyTable, type RowStatements } from '../rows.js';
import type { HostTx } from '../transaction.js';
import { decodeRows, type RawRow } from '../values.js';
import type { SqliteConnection } from './connection.js';
import type { SqliteErrors } from './errors.js';
import { written } from './placeholders.js';

interface Deps {
  writer: SqliteConnection;
  rows: RowStatements;
  errors: SqliteErrors;
}
export interface OpenTransaction {
  readonly tx: HostTx;
  readonly afterCommit: readonly (() => void)[];
  /** The first error, as it came; whatever `work` made of it. */
  readonly failure: unknown;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/**
 * The open transaction on the writer. One failed statement fails all of it, as on PostgreSQL, also when its caller caught the
 * error.
 */
export function createTransaction({ writer, rows, errors }: Deps): OpenTransaction {
  const afterCommit: (() => void)[] = [];
  let failure: { error: unknown } | undefined;
  let over = false;
  let asked = 0;
  let queued = '';

  const failed = (): boolean => failure !== undefined;
  const stillOpen = (): void => {
    if (over) throw new Error('The transaction is over.');
  };
  const fail = (error: unknown): void => {
    failure ??= { error };
  };

  /** Sends what was queued, in one go: a call to SQLite is a hop to a thread and back, which costs more than most statements. */
  function flush(): void {
    if (queued === '') return;
    const script = queued;
    queued = '';
    writer.sendScript(script, error => error && fail(error), failed);
  }
  function later(sql: string, params: readonly Param[]): void {
    stillOpen();
    const text = written(sql, params);
    if (text === undefined) laterQuery(sql, params, () => {});
    else queued += `${text}\n;`;
  }
  function laterQuery(sql: string, params: readonly Param[], seen: (rows: RawRow[]) => void): void {
    stillOpen();
    flush();
    writer.send(sql, params, (error, found) => {
      if (error) return fail(error);
      try {
        if (!failed()) seen(found);
      } catch (thrown) {
        fail(thrown);
      }
    }, failed);
  }
  /**
   * What is waited for. It fails the transaction before the next call begins, so that a COMMIT behind it cannot slip through,
   * and what follows a failed statement fails with it, as on PostgreSQL.
   */
  function ask<A, T>(call: (done: (error: Error | null, answer: A) => void) => void, result: (answer: A) => T): Promise<T> {
    const answered = (async () => {
      stillOpen();
      flush();
      asked++;
      const answer = await new Promise<A>(resolve => call((error, given) => {
        asked--;
        if (error) fail(error);
        resolve(given);
      }));
      if (failure) throw await errors.translate(failure.error);
      return result(answer);
    })();
    // Whoever awaits it hears of a failure; when nobody does, the transaction still fails, and the process goes on.
    answered.catch(() => {});
    return answered;
  }
  const run = (sql: string, params: readonly Param[] = []): Promise<number> =>
    ask<number, number>(done => writer.send(sql, params, (error, _, changes) => done(error, changes), failed), changes => changes);
  const read = <T>(sql: string, params: readonly Param[], result: (found: RawRow[]) => T): Promise<T> =>
    ask<RawRow[], T>(done => writer.send(sql, params, done, failed), result);

  const tx = {
    dialect: 'sqlite',
    get asked() {
      return asked;
    },
    forUpdate: '',
    query: (sql: string, params: readonly Param[] = [], as?: Table) => read(sql, params, found => (as ? decodeRows(found, as) : found)),
    first: (sql: string, params: readonly Param[] = [], as?: Table) => read(sql, params, found => (as ? decodeRows(found, as) : found)[0]),
    run,
    later: (sql: string, params: readonly Param[] = []) => later(sql, params),
    laterQuery,
    optimistic: false,
    expectLater: (count: number, sql: string, params: readonly Param[] = []) => laterQuery(sql, params, found => {
      if (found.length !== count) throw new Unmet();
    }),
    insertLater(table: Table, given: readonly RawRow[]) {
      for (const { sql, params } of rows.insert(table, given)) later(sql, params);
    },
    updateLater<C extends Columns>(table: Table<C>, key: Partial<RowOf<C>>, changes: Partial<RowOf<C>>) {
      const statement = rows.update(anyTable(table), key, changes);
      if (statement) later(statement.sql, statement.params);
    },
    async insert(table: Table, given: readonly RawRow[]) {
      await Promise.all(rows.insert(table, given).map(({ sql, params }) => run(sql, params)));
    },
    async update<C extends Columns>(table: Table<C>, key: Partial<RowOf<C>>, changes: Partial<RowOf<C>>) {
      const statement = rows.update(anyTable(table), key, changes);
      return statement ? run(statement.sql, statement.params) : 0;
    },
    script: (sql: string) => ask<void, void>(done => writer.sendScript(sql, error => done(error), failed), () => {}),
    afterCommit(work: () => void) {
      stillOpen();
      afterCommit.push(work);
    },
  } as HostTx;

  async function rollback(): Promise<void> {
    over = true;
    await writer.run('ROLLBACK', []).catch((error: unknown) => {
      // A full disk or an I/O error has rolled back already.
      if (!/no transaction is active/.test((error as Error).message)) throw error;
    });
  }
  return {
    tx,
    afterCommit,
    get failure() {
      return failure?.error;
    },
    rollback,
    async commit() {
      over = true;
      await new Promise<void>(resolve => writer.sendScript(`${queued}COMMIT`, error => {
        if (error) fail(error);
        resolve();
      }, failed));
      if (!failure) return;
      await rollback();
      throw await errors.translate(failure.error);
    },
  };
}
