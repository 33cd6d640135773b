import type { Column, Columns, Index, Table } from '@sontechsp/sdk';
import type { Dialect } from './values.js';

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const list = (names: readonly string[]): string => names.map(quoted).join(', ');

/** Text compares by code point, as on SQLite, and a plain index serves `LIKE 'prefix%'`. */
const postgresTypes: Record<Column['type'], string> = {
  id: 'UUID', ref: 'UUID', money: 'BIGINT', quantity: 'BIGINT', rate: 'BIGINT', integer: 'BIGINT',
  instant: 'TIMESTAMPTZ', flag: 'BOOLEAN', text: 'TEXT COLLATE "C"', json: 'JSONB',
};
/** STRICT tables know INTEGER and TEXT; the rest of a type is a CHECK. UUIDs compare whatever their case, as on PostgreSQL. */
const sqliteTypes: Record<Column['type'], string> = {
  id: 'TEXT COLLATE NOCASE', ref: 'TEXT COLLATE NOCASE', money: 'INTEGER', quantity: 'INTEGER', rate: 'INTEGER', integer: 'INTEGER',
  instant: 'TEXT', flag: 'INTEGER', text: 'TEXT', json: 'TEXT',
};
const digits = (text: string): string => text.replaceAll('0', '[0-9]');
const sqliteChecks: Record<Column['type'], ((column: string) => string) | undefined> = {
  id: c => `length(${c}) = 36`,
  ref: c => `length(${c}) = 36`,
  money: c => `${c} BETWEEN ${Number.MIN_SAFE_INTEGER} AND ${Number.MAX_SAFE_INTEGER}`,
  quantity: c => `${c} BETWEEN ${Number.MIN_SAFE_INTEGER} AND ${Number.MAX_SAFE_INTEGER}`,
  rate: c => `${c} BETWEEN ${Number.MIN_SAFE_INTEGER} AND ${Number.MAX_SAFE_INTEGER}`,
  integer: c => `${c} BETWEEN ${Number.MIN_SAFE_INTEGER} AND ${Number.MAX_SAFE_INTEGER}`,
  instant: c => `${c} GLOB '${digits('0000-00-00T00:00:00.000Z')}'`,
  flag: c => `${c} IN (0, 1)`,
  text: undefined,
  json: c => `json_valid(${c})`,
};

function literal(dialect: Dialect, value: string | number | boolean): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (typeof value === 'boolean') return dialect === 'sqlite' ? String(Number(value)) : String(value).toUpperCase();
  return String(value);
}
function columnSql(dialect: Dialect, name: string, column: Column): string {
  const parts = [quoted(name), (dialect === 'sqlite' ? sqliteTypes : postgresTypes)[column.type]];
  if (!column.nullable) parts.push('NOT NULL');
  if (column.default !== undefined) parts.push(`DEFAULT ${literal(dialect, column.default)}`);
  const typed = dialect === 'sqlite' ? sqliteChecks[column.type] : undefined;
  if (typed) parts.push(`CHECK (${typed(quoted(name))})`);
  if (column.check) parts.push(`CHECK (${column.check})`);
  return parts.join(' ');
}

/** `CREATE TABLE` with its primary key, checks and indexes. */
export function createTableSql(dialect: Dialect, table: Table): string[] {
  const lines = Object.entries(table.columns).map(([name, column]) => columnSql(dialect, name, column));
  lines.push(`CONSTRAINT ${quoted(`${table.name}_pkey`)} PRIMARY KEY (${list(table.primaryKey)})`);
  for (const condition of table.checks) lines.push(`CHECK (${condition})`);
  // A composite key is the row itself (balances, links): kept in the key's own tree, without a second one beside it.
  const options = dialect === 'postgres' ? '' : table.primaryKey.length > 1 ? ' STRICT, WITHOUT ROWID' : ' STRICT';
  return [
    `CREATE TABLE ${quoted(table.name)} (\n  ${lines.join(',\n  ')}\n)${options}`,
    ...table.indexes.map(index => createIndexSql(table.name, index)),
  ];
}

export function createIndexSql(table: string, index: Index): string {
  const where = index.where ? ` WHERE ${index.where}` : '';
  return `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${quoted(index.name)} ON ${quoted(table)} (${list(index.columns)})${where}`;
}

export function addColumnsSql(dialect: Dialect, table: string, columns: Columns): string[] {
  return Object.entries(columns).map(([name, column]) => {
    if (!column.nullable && column.default === undefined) {
      throw new Error(`Column ${name}, added to ${table}, must be nullable or have a default, because the table may have rows.`);
    }
    return `ALTER TABLE ${quoted(table)} ADD COLUMN ${columnSql(dialect, name, column)}`;
  });
}
