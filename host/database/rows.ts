import type { Columns, Param, Table } from '@sontechsp/sdk';
import { createLru } from './lru.js';
import { encoder, type Dialect, type Encode, type RawRow } from './values.js';

/** Statements for whole rows, so that stores need not write `INSERT` and `UPDATE` texts for them. */
export interface RowStatements {
  /** One statement for up to a few hundred rows, more for more, none for none. */
  insert(table: Table, rows: readonly RawRow[]): { sql: string; params: Param[] }[];
  update(table: Table, key: RawRow, changes: RawRow): { sql: string; params: Param[] } | undefined;
}

/** Well under the parameter limits of both databases (32,766 and 65,535), and small enough to plan quickly. */
const MOST_PARAMS = 6000;

interface Shape {
  readonly names: readonly string[];
  readonly encode: readonly Encode[];
  readonly missing: readonly Param[];
  readonly head: string;
  /** Texts by number of rows. */
  readonly texts: Map<number, string>;
}

export function createRowStatements(dialect: Dialect): RowStatements {
  const shapes = new WeakMap<Table, Map<string, Shape>>();
  const updates = createLru<string>(500);
  const encoders = new WeakMap<Table, Map<string, Encode>>();

  function encodeOf(table: Table, name: string): Encode {
    let known = encoders.get(table);
    if (!known) encoders.set(table, known = new Map());
    let encode = known.get(name);
    if (!encode) known.set(name, encode = encoder(dialect, table, name));
    return encode;
  }

  function shapeOf(table: Table, rows: readonly RawRow[]): Shape {
    let known = shapes.get(table);
    if (!known) shapes.set(table, known = new Map());
    let names = Object.keys(rows[0]!);
    if (rows.length > 1) {
      const all = new Set(names);
      for (const row of rows) for (const name in row) all.add(name);
      if (all.size > names.length) names = [...all];
    }
    const id = names.join();
    let shape = known.get(id);
    if (!shape) {
      shape = {
        names,
        encode: names.map(name => encodeOf(table, name)),
        missing: names.map(name => table.columns[name]!.default ?? null),
        head: `INSERT INTO "${table.name}" (${names.map(name => `"${name}"`).join(', ')}) VALUES `,
        texts: new Map(),
      };
      known.set(id, shape);
    }
    return shape;
  }

  function textOf(shape: Shape, count: number): string {
    let text = shape.texts.get(count);
    if (text === undefined) {
      const width = shape.names.length;
      const row = (_: unknown, at: number): string => `(${shape.names.map((_name, i) => `$${at * width + i + 1}`).join(', ')})`;
      shape.texts.set(count, text = shape.head + Array.from({ length: count }, row).join(', '));
    }
    return text;
  }

  return {
    insert(table, rows) {
      if (rows.length === 0) return [];
      const shape = shapeOf(table, rows);
      const { names, encode, missing } = shape;
      const most = Math.max(1, Math.floor(MOST_PARAMS / names.length));
      const statements: { sql: string; params: Param[] }[] = [];
      for (let from = 0; from < rows.length; from += most) {
        const upTo = Math.min(from + most, rows.length);
        const params: Param[] = [];
        for (let at = from; at < upTo; at++) {
          const row = rows[at]!;
          for (let i = 0; i < names.length; i++) {
            const value = row[names[i]!];
            params.push(encode[i]!(value === undefined ? missing[i] : value));
          }
        }
        statements.push({ sql: textOf(shape, upTo - from), params });
      }
      return statements;
    },

    update(table, key, changes) {
      const set = Object.keys(changes).filter(name => changes[name] !== undefined);
      const where = Object.keys(key);
      if (set.length === 0) return undefined;
      if (where.length === 0) throw new TypeError(`An update of ${table.name} needs a key.`);
      const given = where.filter(name => key[name] !== null);
      const id = `${table.name}:${set.join()}:${where.map(name => (key[name] === null ? `!${name}` : name)).join()}`;
      let sql = updates.get(id);
      if (sql === undefined) {
        const sets = set.map((name, i) => `"${name}" = $${i + 1}`);
        const conditions = where.map(name => (key[name] === null ? `"${name}" IS NULL` : `"${name}" = $${set.length + given.indexOf(name) + 1}`));
        updates.set(id, sql = `UPDATE "${table.name}" SET ${sets.join(', ')} WHERE ${conditions.join(' AND ')}`);
      }
      const encoded = (row: RawRow) => (name: string): Param => {
        if (row[name] === undefined) throw new TypeError(`The key column ${name} of an update of ${table.name} is undefined.`);
        return encodeOf(table, name)(row[name]);
      };
      return { sql, params: [...set.map(encoded(changes)), ...given.map(encoded(key))] };
    },
  };
}

/** For callers that hold a table of any columns. */
export const anyTable = <C extends Columns>(table: Table<C>): Table => table as unknown as Table;
