import { UniqueViolation } from '@sontechsp/sdk';
import { DatabaseUnavailable } from '../unavailable.js';
import type { SqliteConnection } from './connection.js';

const codeOf = (error: unknown): string => (error as { code?: string } | null)?.code ?? '';
export const isBusy = (error: unknown): boolean => codeOf(error) === 'SQLITE_BUSY' || codeOf(error) === 'SQLITE_LOCKED';

/** Turns what SQLite said into what the sdk promises. */
export interface SqliteErrors {
  translate(error: unknown): Promise<unknown>;
}

/**
 * SQLite names the columns of a broken unique index (`UNIQUE constraint failed: t.a, t.b`), not the index: its name is looked
 * up in the schema and remembered.
 */
export function createErrors(reader: SqliteConnection): SqliteErrors {
  const names = new Map<string, string>();

  async function indexOf(columns: string): Promise<string> {
    const known = names.get(columns);
    if (known) return known;
    const table = columns.slice(0, columns.indexOf('.'));
    const wanted = columns.split(', ').map(name => name.slice(table.length + 1)).join();
    const rows = await reader.all(
      `SELECT l.name, l.origin, i.name AS column_name FROM pragma_index_list($1) l, pragma_index_info(l.name) i
       WHERE l."unique" = 1 ORDER BY l.seq, i.seqno`, [table]);
    const lists = new Map<string, { origin: string; columns: string[] }>();
    for (const row of rows as { name: string; origin: string; column_name: string }[]) {
      const list = lists.get(row.name) ?? { origin: row.origin, columns: [] };
      list.columns.push(row.column_name);
      lists.set(row.name, list);
    }
    for (const [name, list] of lists) {
      if (list.columns.join() !== wanted) continue;
      const found = list.origin === 'pk' ? `${table}_pkey` : name;
      names.set(columns, found);
      return found;
    }
    return `${table}_pkey`;
  }

  return {
    async translate(error) {
      const message = error instanceof Error ? error.message : '';
      switch (codeOf(error)) {
        case 'SQLITE_CONSTRAINT': {
          const index = /UNIQUE constraint failed: index '(.+)'$/.exec(message)?.[1];
          if (index) return new UniqueViolation(index, { cause: error });
          const columns = /UNIQUE constraint failed: (.+)$/.exec(message)?.[1];
          return columns ? new UniqueViolation(await indexOf(columns), { cause: error }) : error;
        }
        case 'SQLITE_BUSY': case 'SQLITE_LOCKED':
          return new DatabaseUnavailable('Another program holds the database file for too long.', { cause: error });
        case 'SQLITE_FULL':
          return new DatabaseUnavailable('The disk of the database is full.', { cause: error });
        case 'SQLITE_IOERR': case 'SQLITE_CANTOPEN': case 'SQLITE_READONLY': case 'SQLITE_MISUSE':
          return new DatabaseUnavailable('The database file cannot be read or written.', { cause: error });
        default:
          return error;
      }
    },
  };
}
