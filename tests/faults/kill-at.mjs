import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

/**
 * Loaded into a host before its own code. While the file named by `KILL_AT` says `before TEXT` or `after TEXT`, the process is
 * killed at the COMMIT of the first transaction of which a statement has this text: just before it is sent, or when it is done
 * and nobody has been answered yet.
 */
const require = createRequire(import.meta.url);

/** When to die at the end of a transaction that ran these statements. */
function order(statements) {
  let said;
  try {
    said = readFileSync(process.env.KILL_AT, 'utf8');
  } catch {
    return undefined;
  }
  const [when, text] = [said.slice(0, said.indexOf(' ')), said.slice(said.indexOf(' ') + 1)];
  return statements.some(sql => sql.includes(text)) ? when : undefined;
}
function die() {
  process.kill(process.pid, 'SIGKILL');
  for (;;);
}
/** Statements since each connection's last BEGIN. */
const run = new WeakMap();
function note(connection, sql) {
  if (!run.has(connection) || sql.startsWith('BEGIN')) run.set(connection, []);
  run.get(connection).push(sql);
  return run.get(connection);
}

if (process.env.SONTECHSP_DATABASE_URL) {
  const { Client } = require('pg');
  const { query } = Client.prototype;
  Client.prototype.query = function (given, ...rest) {
    for (const { sql } of given?.calls ?? []) {
      const statements = note(this, sql);
      const when = sql === 'COMMIT' ? order(statements) : undefined;
      if (when === 'before') die();
      if (when === 'after') given.handleReadyForQuery = die;
    }
    return query.call(this, given, ...rest);
  };
} else {
  const { Database } = require('sqlite3');
  const { exec, prepare } = Database.prototype;
  Database.prototype.prepare = function (sql, ...rest) {
    const statement = prepare.call(this, sql, ...rest);
    for (const name of ['run', 'all']) {
      const original = statement[name];
      statement[name] = (...given) => {
        note(this, sql);
        return original.apply(statement, given);
      };
    }
    return statement;
  };
  Database.prototype.exec = function (sql, done) {
    const statements = note(this, sql);
    const when = sql.endsWith('COMMIT') ? order(statements) : undefined;
    if (when === 'before') die();
    return exec.call(this, sql, when === 'after' ? die : done);
  };
}
