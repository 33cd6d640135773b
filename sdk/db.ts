import { createToken } from './token.js';
import type { Columns, RowOf, Table } from './table.js';

export type Param = string | number | boolean | null;

/** One statement. Parameters are `$1 … $n` on both databases. */
export interface Statement {
  readonly sql: string;
  readonly params?: readonly Param[];
}

/**
 * Reads. Instants come back as ISO strings, BIGINT as numbers (refused when unsafe). Booleans and JSON are decoded when the
 * rows are read `as` a table; without it SQLite gives 0/1 and JSON text.
 */
export interface Queries {
  readonly dialect: 'sqlite' | 'postgres';
  query<R = Record<string, unknown>>(sql: string, params?: readonly Param[]): Promise<R[]>;
  query<C extends Columns>(sql: string, params: readonly Param[], as: Table<C>): Promise<RowOf<C>[]>;
  /** The first row, or undefined. */
  first<R = Record<string, unknown>>(sql: string, params?: readonly Param[]): Promise<R | undefined>;
  first<C extends Columns>(sql: string, params: readonly Param[], as: Table<C>): Promise<RowOf<C> | undefined>;
}

/** An open transaction: everything in it commits together, or nothing does. Pass it explicitly. */
export interface Tx extends Queries {
  /** Runs a write now; resolves to the number of rows touched. */
  run(sql: string, params?: readonly Param[]): Promise<number>;
  /**
   * Queues a write whose result nobody waits for. It is sent together with the next awaited statement, or with the commit,
   * in the order queued; its failure fails the transaction. This is how a checkout needs only two round trips.
   */
  later(sql: string, params?: readonly Param[]): void;
  /** `INSERT INTO table (…) VALUES (…), (…)` of whole rows, queued with `later`. Booleans and JSON values are encoded. */
  insertLater<C extends Columns>(table: Table<C>, rows: readonly Partial<RowOf<C>>[]): void;
  /** `UPDATE table SET … WHERE key…` of the given columns, queued with `later`. Rows queued for different tables may be written in any order. */
  updateLater<C extends Columns>(table: Table<C>, key: Partial<RowOf<C>>, changes: Partial<RowOf<C>>): void;
  /** The same as `insertLater`, awaited. */
  insert<C extends Columns>(table: Table<C>, rows: readonly Partial<RowOf<C>>[]): Promise<void>;
  /** `UPDATE table SET … WHERE key…` of the given columns; resolves to the number of rows. */
  update<C extends Columns>(table: Table<C>, key: Partial<RowOf<C>>, changes: Partial<RowOf<C>>): Promise<number>;
  /** ` FOR UPDATE` where the database has row locks, else an empty string (SQLite has one writer). */
  readonly forUpdate: string;
  /**
   * Queues a statement, a `SELECT` or a write with `RETURNING`, that must give exactly so many rows. When it does not, nothing is
   * kept and the transaction rejects with `Unmet`. Nobody waits for it, so a write that builds on what this process remembers
   * can check in the same round trip that it is still so (optimistic concurrency control, Kung and Robinson 1981). `atCommit`
   * keeps it back until the commit, so that rows for which others wait are locked as briefly as can be.
   */
  expectLater(rows: number, sql: string, params?: readonly Param[], options?: { readonly atCommit?: boolean }): void;
  /**
   * Set when the caller has asked for it and knows another way should it fail: then work states with `expectLater` what it takes for granted, where
   * it would otherwise lock and look, or throws `Unmet` when it can take nothing for granted.
   */
  readonly optimistic: boolean;
  /** Runs after the commit succeeded, in this process only (live events, caches). Never for facts: those go to the outbox. */
  afterCommit(work: () => void): void;
}

/** A condition of a list: equality, or an operator. */
export type Condition<V> = V | { in: readonly V[] } | { gte?: V; gt?: V; lt?: V; lte?: V } | { like: string };
export interface FindOptions<C extends Columns> {
  where?: { [K in keyof C]?: Condition<RowOf<C>[K]> };
  /** Column names, `-` before one for descending. */
  order?: readonly string[];
  limit?: number;
}

/** The database. Outside a transaction it only reads. */
export interface Db extends Queries {
  /**
   * Runs `work` in one transaction: `BEGIN IMMEDIATE` on SQLite (one writer), READ COMMITTED on PostgreSQL. A deadlock,
   * serialization failure or lost race is retried at most five times with jitter, so `work` must have no effect outside `tx`.
   * `optimistic` sets `tx.optimistic` where that saves something; on SQLite it does not, because there nobody waits for locks.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>, options?: { readonly optimistic?: boolean }): Promise<T>;
  /** Reads whole rows through the table's Sequelize model: for cards and lists, not for hot paths. */
  find<C extends Columns>(table: Table<C>, options?: FindOptions<C>): Promise<RowOf<C>[]>;
}
export const Db = createToken<Db>('host.db');

/** Something a transaction took for granted is not so. Nothing was written; do it again without taking it for granted. */
export class Unmet extends Error {
  readonly unmet = true;
  constructor(message = 'Something the transaction took for granted is not so.', options?: ErrorOptions) {
    super(message, options);
    this.name = 'Unmet';
  }
}
export const isUnmet = (error: unknown): error is Unmet => typeof error === 'object' && error !== null && (error as Unmet).unmet === true;

/** A unique constraint refused a row. `constraint` is the index's name, or the table's name followed by `_pkey`. */
export class UniqueViolation extends Error {
  readonly uniqueViolation = true;
  constructor(readonly constraint: string, options?: ErrorOptions) {
    super(`Unique constraint ${constraint}`, options);
    this.name = 'UniqueViolation';
  }
}
export function isUniqueViolation(error: unknown, constraint?: string): error is UniqueViolation {
  return typeof error === 'object' && error !== null && (error as UniqueViolation).uniqueViolation === true
    && (constraint === undefined || (error as UniqueViolation).constraint === constraint);
}
