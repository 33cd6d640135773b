import type { Tx } from './db.js';
import type { AnyTable, Columns, Index, Table } from './table.js';
import type { FieldCipher } from './tokens.js';

/** SQL for one or both databases. */
export type Sql = string | { readonly sqlite: string; readonly postgres: string };

export type MigrationStep =
  | { readonly do: 'createTable'; readonly table: Table }
  | { readonly do: 'addColumns'; readonly table: string; readonly columns: Columns }
  | { readonly do: 'addIndex'; readonly table: string; readonly index: Index }
  | { readonly do: 'sql'; readonly sql: Sql }
  | { readonly do: 'backfill'; readonly name: string; readonly run: (tx: Tx, tools: BackfillTools) => Promise<void> };

/** What a backfill has beside the database: no plugin runs yet. */
export interface BackfillTools {
  readonly fields: FieldCipher;
}

/**
 * A numbered change of the schema, as data: the host remembers its hash, and refuses one that changed after it ran. Of the code of
 * a backfill it knows only the name.
 */
export interface Migration {
  /** `001-first`: number and reason; runs in this order within the plugin. */
  readonly id: string;
  readonly steps: readonly MigrationStep[];
}

/** Only create, add, index and backfill; each migration is one transaction on either database. */
export function migration(id: string, steps: readonly MigrationStep[]): Migration {
  return { id, steps };
}
export const createTable = (table: AnyTable): MigrationStep => ({ do: 'createTable', table: table as Table });
export const addColumns = (table: string, columns: Columns): MigrationStep => ({ do: 'addColumns', table, columns });
export const addIndex = (table: string, index: { name: string; columns: readonly string[]; unique?: boolean; where?: string }): MigrationStep =>
  ({ do: 'addIndex', table, index: { name: index.name, columns: index.columns, unique: index.unique ?? false, where: index.where } });
export const runSql = (sql: Sql): MigrationStep => ({ do: 'sql', sql });
/**
 * Changes rows by code, in the migration's transaction, where SQL cannot: what is to be sealed, or folded. It names tables and
 * columns itself, and uses nothing that may change later; read and write in portions.
 */
export const backfill = (name: string, run: (tx: Tx, tools: BackfillTools) => Promise<void>): MigrationStep => ({ do: 'backfill', name, run });
