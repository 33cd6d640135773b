import pg from 'pg';
import type { Param } from '@sontechsp/sdk';
import type { RawRow } from '../values.js';
import { parserOf, type Field } from './fields.js';
import { messages } from './messages.js';
import { statementsFor, type Prepared, type Statements } from './prepared.js';

/** One statement of a flight. */
export interface Call {
  readonly sql: string;
  readonly params: readonly Param[];
  /** Not worth keeping prepared: its values stand in its text. */
  readonly once?: boolean;
  /** Writes given rows of this table and reads nothing, so that it may be one statement with its neighbours. */
  readonly table?: string | undefined;
  /** Must give so many rows, or the rest of the flight is skipped: `isUnmetError` knows the error. */
  readonly expects?: number | undefined;
  /** Called once: with the error, or with the rows, how many were touched, and the server's word (`COMMIT`, `INSERT`, …). */
  done(error: Error | undefined, rows: RawRow[], count: number, word: string): void;
}

/** What a query class of pg may use of its connection. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void; write(bytes: Buffer): boolean };
  parse(message: { name: string; text: string }): void;
  close(message: { type: 'S'; name: string }): void;
}
interface Submittable {
  submit(connection: unknown): Error | null;
}
// What pg calls on a query stands in no type of it.
const QueryClass = (pg as unknown as { Query: new (text: string) => Submittable }).Query;

/**
 * Several statements in one round trip. All go out together before one Sync, so after a failing one the server skips the
 * rest of the flight: a COMMIT behind a failed write is never reached, nor a write behind a failed BEGIN. Outside a transaction
 * the flight is one, which Sync commits (PostgreSQL manual, 54.2.4). Statements are prepared by name, and described only the
 * first time.
 */
class Flight extends QueryClass {
  // Read by pg's client: a nameless statement it need not keep account of.
  readonly callback = (): void => {};
  private readonly used: Prepared[] = [];
  private readonly results: { rows: RawRow[]; count: number; word: string; error: Error | undefined }[] = [];
  private rows: RawRow[] | undefined;
  private unreadable: Error | undefined;
  private over = false;

  constructor(private readonly calls: readonly Call[], private readonly statements: Statements, private readonly ended: (error?: Error) => void) {
    super('');
  }

  override submit(connection: unknown): Error | null {
    const wire = connection as Wire;
    const { known, dropped, sent } = this.statements;
    messages.drop();
    wire.stream.cork();
    while (dropped.length > 0) wire.close({ type: 'S', name: dropped.pop()! });
    for (const { sql, params, once } of this.calls) {
      let statement = once ? undefined : known.get(sql);
      if (!statement) {
        statement = once ? { name: '', sql, taken: false, fields: undefined } : this.statements.make(sql);
        sent.push(statement);
        for (const bytes of messages.take()) wire.stream.write(bytes);
        wire.parse({ name: statement.name, text: sql });
      }
      this.used.push(statement);
      messages.bind(statement.name, params);
      if (statement.fields === undefined) messages.describe();
      messages.execute();
    }
    messages.sync();
    for (const bytes of messages.take()) wire.stream.write(bytes);
    wire.stream.uncork();
    return null;
  }

  private get current(): Prepared {
    return this.used[this.results.length]!;
  }
  handleRowDescription(message: { fields: { name: string; dataTypeID: number }[] }): void {
    this.current.fields = message.fields.map(field => ({ name: field.name, parse: parserOf(field.dataTypeID) }));
  }
  handleDataRow(message: { fields: (string | null)[] }): void {
    if (this.unreadable) return;
    try {
      (this.rows ??= []).push(toRow(this.current.fields!, message.fields));
    } catch (error) {
      this.unreadable = error as Error;
    }
  }
  handleCommandComplete(message: { text: string }): void {
    this.current.fields ??= null;
    const { text } = message;
    const space = text.indexOf(' ');
    this.results.push({
      rows: this.rows ?? [],
      count: space < 0 ? 0 : Number(text.slice(text.lastIndexOf(' ') + 1)) || 0,
      word: space < 0 ? text : text.slice(0, space),
      error: this.unreadable,
    });
    this.rows = this.unreadable = undefined;
  }
  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' });
  }
  handleReadyForQuery(): void {
    this.finish(undefined);
  }
  handleError(error: Error): void {
    const { known, sent } = this.statements;
    for (const statement of this.used) {
      if (statement.taken) continue;
      if (known.get(statement.sql) === statement) known.delete(statement.sql);
      const at = sent.indexOf(statement);
      if (at >= 0) sent.splice(at, 1);
    }
    this.finish(error);
  }

  private finish(error: Error | undefined): void {
    if (this.over) return;
    this.over = true;
    for (let i = 0; i < this.calls.length; i++) {
      const result = this.results[i];
      if (result) this.calls[i]!.done(result.error, result.rows, result.count, result.word);
      else this.calls[i]!.done(error ?? new Error('The database did not answer a statement.'), [], 0, '');
    }
    this.ended(error);
  }
}

function toRow(fields: readonly Field[], values: readonly (string | null)[]): RawRow {
  const row: RawRow = {};
  for (let i = 0; i < fields.length; i++) {
    const value = values[i]!;
    const field = fields[i]!;
    row[field.name] = value === null ? null : field.parse(value);
  }
  return row;
}

/**
 * Sends the statements in one round trip. Never throws: each call hears of its own end, and `ended` after all of them how the
 * flight ended, which may fail when every statement has not.
 */
export function send(client: pg.ClientBase, calls: readonly Call[], ended: (error?: Error) => void = () => {}): void {
  client.query(new Flight(calls, statementsFor(client), ended) as unknown as pg.Submittable);
}
