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
  /** Places of the columns that may be the same in every row. */
  readonly common: readonly number[];
  /** By what is the same in every row. */
  readonly variants: Map<string, Variant>;
}
/** What is the same in every row is a single parameter, and comes before those of the rows. */
interface Variant {
  readonly same: readonly number[];
  readonly rest: readonly number[];
  /** Texts by number of rows. */
  readonly texts: Map<number, string>;
}
/** Whose a row is and when it was made: told once for rows written together. Other values are the same by chance, and each chance would be a text of its own. */
const commonTypes = new Set(['ref', 'instant']);

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
        common: names.flatMap((name, i) => (commonTypes.has(table.columns[name]!.type) ? [i] : [])),
        variants: new Map(),
      };
      known.set(id, shape);
    }
    return shape;
  }

  function variantOf({ names, common, variants }: Shape, rows: readonly RawRow[]): Variant {
    const first = rows[0]!;
    const same = rows.length === 1 ? [] : common.filter(i => rows.every(row => row[names[i]!] === first[names[i]!]));
    const key = same.join();
    let variant = variants.get(key);
    if (!variant) variants.set(key, variant = { same, rest: names.flatMap((_, i) => (same.includes(i) ? [] : [i])), texts: new Map() });
    return variant;
  }

  function textOf({ names, head }: Shape, { same, texts }: Variant, count: number): string {
    let text = texts.get(count);
    if (text === undefined) {
      let last = same.length;
      const row = (): string => `(${names.map((_, i) => `$${same.includes(i) ? same.indexOf(i) + 1 : ++last}`).join(', ')})`;
      texts.set(count, text = head + Array.from({ length: count }, row).join(', '));
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
        const some = rows.length <= most ? rows : rows.slice(from, from + most);
        const variant = variantOf(shape, some);
        const params: Param[] = [];
        const add = (row: RawRow, i: number): void => {
          const value = row[names[i]!];
          params.push(encode[i]!(value === undefined ? missing[i] : value));
        };
        for (const i of variant.same) add(some[0]!, i);
        for (const row of some) for (const i of variant.rest) add(row, i);
        statements.push({ sql: textOf(shape, variant, some.length), params });
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
