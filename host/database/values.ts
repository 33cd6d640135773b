import type { Column, Columns, Param, Table } from '@sontechsp/sdk';

export type Dialect = 'sqlite' | 'postgres';
export type RawRow = Record<string, unknown>;
export type Encode = (value: unknown) => Param;

interface Decoded {
  readonly flags: readonly string[];
  readonly json: readonly string[];
}
const decoded = new WeakMap<object, Decoded>();
function decodedColumns(table: Table): Decoded {
  let found = decoded.get(table.columns);
  if (!found) {
    const names = (type: Column['type']): string[] => Object.keys(table.columns).filter(name => table.columns[name]!.type === type);
    found = { flags: names('flag'), json: names('json') };
    decoded.set(table.columns, found);
  }
  return found;
}

/** SQLite knows neither booleans nor JSON: turns 0/1 and JSON text into what the table's columns are in code, in place. */
export function decodeRows<R extends RawRow>(rows: R[], table: Table): R[] {
  const { flags, json } = decodedColumns(table);
  if (flags.length === 0 && json.length === 0) return rows;
  for (const row of rows as RawRow[]) {
    for (const name of flags) if (typeof row[name] === 'number') row[name] = row[name] !== 0;
    for (const name of json) if (typeof row[name] === 'string') row[name] = JSON.parse(row[name]);
  }
  return rows;
}

/** Refuses a whole number that code cannot hold exactly. */
export function safeInteger(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`The database returned the number ${value}, which is too large to be exact.`);
  return value;
}

/** How values of a column are handed to the database; what cannot be kept exactly is refused before it is sent. */
export function encoder(dialect: Dialect, table: Table<Columns>, name: string): Encode {
  const column = table.columns[name];
  if (!column) throw new TypeError(`Table ${table.name} has no column ${name}.`);
  switch (column.type) {
    case 'money': case 'quantity': case 'rate': case 'integer':
      return value => {
        if (value !== null && !Number.isSafeInteger(value)) throw new RangeError(`${table.name}.${name} takes whole numbers, not ${String(value)}.`);
        return value as number | null;
      };
    case 'json':
      return value => (value === null && column.nullable ? null : JSON.stringify(value));
    case 'flag':
      return dialect === 'sqlite' ? value => (value === null ? null : value ? 1 : 0) : value => value as boolean | null;
    case 'id': case 'ref':
      return value => (value === null ? null : (value as string).toLowerCase());
    case 'instant':
      return value => (value === null || (value as string).length === 24 ? value as string | null : new Date(value as string).toISOString());
    case 'text':
      return value => value as string | null;
  }
}
