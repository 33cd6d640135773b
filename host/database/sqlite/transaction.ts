import type { Columns, Param, RowOf, Table } from '@sontechsp/sdk';
import { anyTable, type RowStatements } from '../rows.js';
import type { HostTx } from '../transaction.js';
import { decodeRows, type RawRow } from '../values.js';
import type { SqliteConnection } from './connection.js';
import type { SqliteErrors } from './errors.js';

interface Deps {
  writer: SqliteConnection;
  rows: RowStatements;
  errors: SqliteErrors;
}
export interface OpenTransaction {
  readonly tx: HostTx;
  readonly afterCommit: readonly (() => void)[];
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

  const failed = (): boolean => failure !== undefined;
  const stillOpen = (): void => {
    if (over) throw new Error('The transaction is over.');
  };
  const fail = (error: unknown): void => {
    failure ??= { error };
  };

  function later(sql: string, params: readonly Param[], seen?: (rows: RawRow[]) => void): void {
    stillOpen();
    writer.send(sql, params, (error, found) => {
      if (error) return fail(error);
      try {
        if (!failed()) seen?.(found);
      } catch (thrown) {
        fail(thrown);
      }
    }, failed);
  }
  async function ask<T>(call: () => Promise<T>): Promise<T> {
    stillOpen();
    try {
      const result = await call();
      if (!failed()) return result;
    } catch (error) {
      fail(error);
    }
    // As on PostgreSQL: what follows a failed statement fails with it.
    throw await errors.translate(failure!.error);
  }
  const awaited = (sql: string, params: readonly Param[]): Promise<{ found: RawRow[]; changes: number }> =>
    new Promise((resolve, reject) =>
      writer.send(sql, params, (error, found, changes) => (error ? reject(error) : resolve({ found, changes })), failed));
  const run = (sql: string, params: readonly Param[]): Promise<number> => ask(async () => (await awaited(sql, params)).changes);
  async function query(sql: string, params: readonly Param[] = [], as?: Table): Promise<RawRow[]> {
    const { found } = await ask(() => awaited(sql, params));
    return as ? decodeRows(found, as) : found;
  }

  const tx = {
    dialect: 'sqlite',
    forUpdate: '',
    query,
    first: async (sql: string, params: readonly Param[] = [], as?: Table) => (await query(sql, params, as))[0],
    run: (sql: string, params: readonly Param[] = []) => run(sql, params),
    later: (sql: string, params: readonly Param[] = []) => later(sql, params),
    laterQuery: later,
    insertLater(table: Table, given: readonly RawRow[]) {
      for (const { sql, params } of rows.insert(table, given)) later(sql, params);
    },
    async insert(table: Table, given: readonly RawRow[]) {
      await Promise.all(rows.insert(table, given).map(({ sql, params }) => run(sql, params)));
    },
    async update<C extends Columns>(table: Table<C>, key: Partial<RowOf<C>>, changes: Partial<RowOf<C>>) {
      const statement = rows.update(anyTable(table), key, changes);
      return statement ? run(statement.sql, statement.params) : 0;
    },
    script: (sql: string) => ask(() => writer.script(sql)),
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
    rollback,
    async commit() {
      over = true;
      await new Promise<void>((resolve, reject) =>
        writer.send('COMMIT', [], error => (error ? reject(error) : resolve()), failed)).catch(fail);
      if (!failure) return;
      await rollback();
      throw await errors.translate(failure.error);
    },
  };
}
