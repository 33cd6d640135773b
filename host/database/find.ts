import { DataTypes, Op, Sequelize, type Model, type ModelStatic, type Options, type WhereOptions } from 'sequelize';
import type { Column, Columns, Condition, FindOptions, RowOf, Table } from '@sontechsp/sdk';
import { anyTable } from './rows.js';
import { decodeRows, type Dialect, type RawRow } from './values.js';

/** How a finder reads: SQL whose values stand in the text, so not worth preparing. */
export type Ask = (sql: string) => Promise<RawRow[]>;
export interface Finder {
  find<C extends Columns>(table: Table<C>, options: FindOptions<C>): Promise<RowOf<C>[]>;
}

/** Reads whole rows through Sequelize models made from the sdk's tables, on the connections of this database. */
export function createFinder(dialect: Dialect, ask: Ask): Finder {
  const sequelize = createSequelize(dialect, ask);
  const models = new WeakMap<object, ModelStatic<Model>>();

  function modelOf(table: Table): ModelStatic<Model> {
    let model = models.get(table.columns);
    if (!model) {
      const attributes = Object.fromEntries(Object.entries(table.columns).map(([name, column]) =>
        [name, { type: typeOf(column), primaryKey: table.primaryKey.includes(name) }]));
      model = sequelize.define(table.name, attributes, { tableName: table.name, timestamps: false });
      models.set(table.columns, model);
    }
    return model;
  }

  return {
    async find<C extends Columns>(given: Table<C>, options: FindOptions<C>) {
      const table = anyTable(given);
      const { limit } = options;
      const found = await modelOf(table).findAll({
        raw: true,
        where: whereOf(table, (options.where ?? {}) as Record<string, Condition<unknown>>),
        order: (options.order ?? []).map(name => (name.startsWith('-') ? [columnOf(table, name.slice(1)), 'DESC'] : [columnOf(table, name), 'ASC'])),
        ...(limit === undefined ? {} : { limit }),
      }) as unknown as RawRow[];
      return (dialect === 'sqlite' ? decodeRows(found, table) : found) as RowOf<C>[];
    },
  };
}

/** A Sequelize that opens no connection of its own. */
function createSequelize(dialect: Dialect, ask: Ask): Sequelize {
  // The drivers stay where they are: Sequelize asks its dialect module only for constants and type parsers.
  const dialectModule = dialect === 'sqlite'
    ? { OPEN_READWRITE: 2, OPEN_CREATE: 4 }
    : { types: { getTypeParser: () => (text: string) => text, arrayParser: { create: () => ({ parse: () => [] }) } } };
  const options: Options = { dialect, dialectModule, logging: false, databaseVersion: dialect === 'sqlite' ? '3.52.0' : '15.0.0' } as Options;
  const sequelize = new Sequelize(options);
  const manager = (sequelize as unknown as { connectionManager: { getConnection(): Promise<unknown>; releaseConnection(): void } }).connectionManager;
  const connection = dialect === 'sqlite' ? sqliteConnection(ask) : postgresConnection(ask);
  manager.getConnection = async () => connection;
  manager.releaseConnection = () => {};
  return sequelize;
}

/** What Sequelize's SQLite query calls on a connection. Column types need no asking: rows are decoded by their table. */
function sqliteConnection(ask: Ask): object {
  return {
    serialize: (work: () => unknown) => work(),
    all(sql: string, given: unknown, callback?: (this: object, error: unknown, rows?: RawRow[]) => void) {
      const done = callback ?? given as NonNullable<typeof callback>;
      if (sql.startsWith('PRAGMA table_info')) return done.call({}, null, []);
      ask(sql).then(rows => done.call({}, null, rows), (error: unknown) => done.call({}, error));
    },
  };
}
function postgresConnection(ask: Ask): object {
  return {
    query(sql: string, done: (error: unknown, result?: object) => void) {
      ask(sql).then(rows => done(null, { rows, rowCount: rows.length, command: 'SELECT', fields: [] }), done);
    },
  };
}

/** Only what matters for writing a condition: instants stay the text they are. */
function typeOf(column: Column): typeof DataTypes.TEXT | typeof DataTypes.BIGINT | typeof DataTypes.BOOLEAN {
  switch (column.type) {
    case 'money': case 'quantity': case 'rate': case 'integer': return DataTypes.BIGINT;
    case 'flag': return DataTypes.BOOLEAN;
    case 'id': case 'ref': case 'instant': case 'text': case 'json': return DataTypes.TEXT;
  }
}
function columnOf(table: Table, name: string): string {
  if (!Object.hasOwn(table.columns, name)) throw new TypeError(`Table ${table.name} has no column ${name}.`);
  return name;
}

const operators = { in: Op.in, gte: Op.gte, gt: Op.gt, lt: Op.lt, lte: Op.lte, like: Op.like } as const;
function whereOf(table: Table, where: Record<string, Condition<unknown>>): WhereOptions {
  const conditions: Record<string, unknown> = {};
  for (const [name, condition] of Object.entries(where)) {
    columnOf(table, name);
    if (condition === undefined) continue;
    if (typeof condition !== 'object' || condition === null) {
      conditions[name] = condition;
      continue;
    }
    const terms: Record<symbol, unknown> = {};
    for (const [operator, value] of Object.entries(condition)) {
      if (!Object.hasOwn(operators, operator)) throw new TypeError(`There is no operator ${operator}.`);
      if (value !== undefined) terms[operators[operator as keyof typeof operators]] = value;
    }
    conditions[name] = terms;
  }
  return conditions as WhereOptions;
}
