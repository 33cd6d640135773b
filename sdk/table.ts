/** The kinds of column a table may have, and what each is in code. */
export interface ColumnTypes {
  /** UUIDv7 primary key. */
  id: string;
  /** A UUID naming a row of this or another table. */
  ref: string;
  /** Integer minor units (BIGINT). */
  money: number;
  /** Integer thousandths (BIGINT). */
  quantity: number;
  /** Integer percent. */
  rate: number;
  /** Any other whole number (BIGINT). */
  integer: number;
  /** UTC instant; an ISO string in code. */
  instant: string;
  flag: boolean;
  text: string;
  /** Any JSON value; parsed in code when a row is read `as` its table. */
  json: unknown;
}
export type ColumnType = keyof ColumnTypes;

export interface Column<T = unknown> {
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly default: string | number | boolean | undefined;
  /** SQL condition both databases accept, over this column. */
  readonly check: string | undefined;
  /** Never set: carries `T` to the compiler. */
  readonly value?: T;
}
interface ColumnOptions<T> {
  default?: T & (string | number | boolean);
  check?: string;
}
function column<K extends ColumnType>(type: K) {
  return <T extends ColumnTypes[K] = ColumnTypes[K]>(options: ColumnOptions<T> = {}): Column<T> =>
    ({ type, nullable: false, default: options.default, check: options.check });
}
/** Column builders: `{ id: col.id(), name: col.text(), note: col.nullable(col.text()) }`. */
export const col = {
  id: column('id'),
  ref: column('ref'),
  money: column('money'),
  quantity: column('quantity'),
  rate: column('rate'),
  integer: column('integer'),
  instant: column('instant'),
  flag: column('flag'),
  text: column('text'),
  json: <T = unknown>(): Column<T> => ({ type: 'json', nullable: false, default: undefined, check: undefined }),
  nullable: <T>(inner: Column<T>): Column<T | null> => ({ ...inner, nullable: true } as Column<T | null>),
};

export type Columns = Record<string, Column>;
export type RowOf<C extends Columns> = { [K in keyof C]: C[K] extends Column<infer T> ? T : never };
/** The row type of a table: `type Product = Row<typeof products>`. */
export type Row<T> = T extends Table<infer C> ? RowOf<C> : never;

export interface Index {
  readonly name: string;
  readonly columns: readonly string[];
  readonly unique: boolean;
  /** A partial index's condition, in SQL both databases accept. */
  readonly where: string | undefined;
}
export interface Table<C extends Columns = Columns> {
  readonly kind: 'table';
  readonly name: string;
  readonly columns: C;
  readonly primaryKey: readonly (keyof C & string)[];
  readonly indexes: readonly Index[];
  readonly checks: readonly string[];
}
/** A table of any columns, for lists of tables: `Table` itself is invariant in its columns. */
export interface AnyTable extends Omit<Table, 'primaryKey'> {
  readonly primaryKey: readonly string[];
}
export interface TableOptions<C extends Columns> {
  /** `['id']` unless said. */
  primaryKey?: readonly (keyof C & string)[];
  /** Named for the query they serve. */
  indexes?: readonly { name: string; columns: readonly (keyof C & string)[]; unique?: boolean; where?: string }[];
  /** Conditions over several columns. */
  checks?: readonly string[];
}

/** Defines a table once, for both databases and for the types of its rows. */
export function table<const C extends Columns>(name: string, columns: C, options: TableOptions<C> = {}): Table<C> {
  return {
    kind: 'table', name, columns,
    primaryKey: options.primaryKey ?? (['id'] as unknown as readonly (keyof C & string)[]),
    indexes: (options.indexes ?? []).map(i => ({ name: i.name, columns: i.columns, unique: i.unique ?? false, where: i.where })),
    checks: options.checks ?? [],
  };
}

/**
 * The table as a later migration left it: `tables.ts` extends what a frozen migration created. A column that is there already is
 * read as what it says now, such as JSON of another shape.
 */
export function extendTable<C extends Columns, const A extends Columns>(base: Table<C>, added: A): Table<Omit<C, keyof A> & A> {
  return { ...base, columns: { ...base.columns, ...added } } as unknown as Table<Omit<C, keyof A> & A>;
}
