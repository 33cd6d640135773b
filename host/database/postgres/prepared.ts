import type pg from 'pg';
import { createLru, type Lru } from '../lru.js';
import type { Field } from './fields.js';

/** A statement the server keeps for one connection. */
export interface Prepared {
  readonly name: string;
  readonly sql: string;
  /** Whether the server has taken it in; until then its name means nothing there. */
  taken: boolean;
  /** The columns of its rows, `null` when it has none; undefined until the server described it. */
  fields: readonly Field[] | null | undefined;
}

/** The prepared statements of one connection, the least used given up. */
export interface Statements {
  readonly known: Lru<Prepared>;
  /** Sent, and not yet answered, in order. */
  readonly sent: Prepared[];
  /** Names the server may forget; told with the next flight. */
  readonly dropped: string[];
  make(sql: string): Prepared;
}

const statementsOf = new WeakMap<pg.ClientBase, Statements>();

export function statementsFor(client: pg.ClientBase): Statements {
  let statements = statementsOf.get(client);
  if (!statements) statementsOf.set(client, statements = createStatements(client));
  return statements;
}

function createStatements(client: pg.ClientBase): Statements {
  const dropped: string[] = [];
  const known = createLru<Prepared>(400, old => dropped.push(old.name));
  const sent: Prepared[] = [];
  let count = 0;
  // `connection` is public to query classes, but not in the types.
  (client as unknown as { connection: pg.Connection }).connection.on('parseComplete', () => {
    const first = sent.shift();
    if (first) first.taken = true;
  });
  return {
    known, sent, dropped,
    make(sql) {
      const statement: Prepared = { name: `s${++count}`, sql, taken: false, fields: undefined };
      known.set(sql, statement);
      return statement;
    },
  };
}
