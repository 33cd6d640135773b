import type pg from 'pg';
import type { Columns, Param, RowOf, Table } from '@sontechsp/sdk';
import { checkParams } from '../params.js';
import { anyTable, type RowStatements } from '../rows.js';
import type { HostTx } from '../transaction.js';
import type { RawRow } from '../values.js';
import { translate } from './errors.js';
import { send, type Call } from './flight.js';
import { joined } from './joined.js';

export interface OpenTransaction {
  readonly tx: HostTx;
  readonly afterCommit: readonly (() => void)[];
  /** The first error of the server or the connection, as it came; whatever `work` made of it. */
  readonly failure: unknown;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/**
 * A transaction whose statements travel together: BEGIN goes out with the first, queued ones with the next awaited one or
 * with COMMIT. What is asked for in one turn of the event loop shares a round trip. One that awaits nothing is a single flight,
 * which needs neither BEGIN nor COMMIT.
 */
export function createTransaction(client: pg.ClientBase, rows: RowStatements, optimistic: boolean): OpenTransaction {
  const afterCommit: (() => void)[] = [];
  let waiting: Call[] = [];
  const atCommit: Call[] = [];
  let asked = 0;
  let scheduled = false;
  let begun = false;
  let over = false;
  let failed = false;
  let failure: unknown;

  const stillOpen = (): void => {
    if (over) throw new Error('The transaction is over.');
  };
  const fail = (error: unknown): void => {
    if (failed) return;
    failed = true;
    failure = error;
  };
  function flush(): void {
    scheduled = false;
    if (waiting.length === 0) return;
    const calls = waiting;
    waiting = [];
    if (!begun) {
      begun = true;
      calls.unshift({ sql: 'BEGIN', params: [], done: error => error && fail(error) });
    }
    send(client, joined(calls));
  }

  function later(sql: string, params: readonly Param[], seen?: (rows: RawRow[]) => void, as: Pick<Call, 'table' | 'expects'> = {}, queue = waiting): void {
    stillOpen();
    checkParams(params);
    queue.push({
      sql, params, ...as,
      done(error, found) {
        if (error) return fail(error);
        try {
          seen?.(found);
        } catch (thrown) {
          fail(thrown);
        }
      },
    });
  }
  function ask<T>(sql: string, params: readonly Param[], result: (found: RawRow[], count: number) => T): Promise<T> {
    const answer = new Promise<T>((resolve, reject) => {
      stillOpen();
      checkParams(params);
      asked++;
      waiting.push({
        sql, params,
        done(error, found, count) {
          asked--;
          if (!error) return resolve(result(found, count));
          fail(error);
          reject(translate(error));
        },
      });
      if (scheduled) return;
      scheduled = true;
      // After the microtasks of this turn, so that a tap that awaits what is cached still joins the flight.
      process.nextTick(flush);
    });
    // Whoever awaits it hears of a failure; when nobody does, the transaction still fails, and the process goes on.
    answer.catch(() => {});
    return answer;
  }
  const run = (sql: string, params: readonly Param[] = []): Promise<number> => ask(sql, params, (_, count) => count);
  const query = (sql: string, params: readonly Param[] = []): Promise<RawRow[]> => ask(sql, params, found => found);

  const tx = {
    dialect: 'postgres',
    get asked() {
      return asked;
    },
    forUpdate: ' FOR UPDATE',
    query,
    first: (sql: string, params: readonly Param[] = []) => ask(sql, params, found => found[0]),
    run,
    later: (sql: string, params: readonly Param[] = []) => later(sql, params),
    laterQuery: (sql: string, params: readonly Param[], seen: (rows: RawRow[]) => void) => later(sql, params, seen),
    optimistic,
    expectLater(rows: number, sql: string, params: readonly Param[] = [], options: { atCommit?: boolean } = {}) {
      later(sql, params, undefined, { expects: rows }, options.atCommit ? atCommit : waiting);
    },
    insertLater(table: Table, given: readonly RawRow[]) {
      for (const { sql, params } of rows.insert(table, given)) later(sql, params, undefined, { table: table.name });
    },
    updateLater<C extends Columns>(table: Table<C>, key: Partial<RowOf<C>>, changes: Partial<RowOf<C>>) {
      const statement = rows.update(anyTable(table), key, changes);
      if (statement) later(statement.sql, statement.params, undefined, { table: table.name });
    },
    async insert(table: Table, given: readonly RawRow[]) {
      await Promise.all(rows.insert(table, given).map(({ sql, params }) => run(sql, params)));
    },
    async update<C extends Columns>(table: Table<C>, key: Partial<RowOf<C>>, changes: Partial<RowOf<C>>) {
      const statement = rows.update(anyTable(table), key, changes);
      return statement ? run(statement.sql, statement.params) : 0;
    },
    async script(sql: string) {
      await query('SELECT 1');
      try {
        await client.query(sql);
      } catch (error) {
        fail(error);
        throw translate(error);
      }
    },
    afterCommit(work: () => void) {
      stillOpen();
      afterCommit.push(work);
    },
  } as HostTx;

  const endWithCommit = (): Promise<string> => new Promise((resolve, reject) => {
    waiting.push({ sql: 'COMMIT', params: [], done: (error, _, __, answered) => (error ? reject(error) : resolve(answered)) });
    flush();
  });
  const endAsOneFlight = (): Promise<string> => new Promise((resolve, reject) => {
    send(client, joined(waiting), error => (error ? reject(error) : resolve('COMMIT')));
  });

  return {
    tx,
    afterCommit,
    get failure() {
      return failure;
    },
    async commit() {
      over = true;
      waiting.push(...atCommit);
      if (!begun && waiting.length === 0) return;
      if (failed) throw translate(failure);
      const word = await (begun ? endWithCommit() : endAsOneFlight()).catch((error: unknown) => {
        fail(error);
        throw translate(failure);
      });
      // The server answers ROLLBACK to the COMMIT of a transaction in which a statement failed.
      if (word !== 'COMMIT' || failed) throw failed ? translate(failure) : new Error('The database rolled the transaction back.');
    },
    async rollback() {
      over = true;
      waiting = [];
      // Answered in order, so everything sent before has come back by then.
      if (begun) await client.query('ROLLBACK');
    },
  };
}
