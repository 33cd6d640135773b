import type { Param } from '@sontechsp/sdk';
import { createLru } from '../lru.js';
import { unmetSql } from './errors.js';
import type { Call } from './flight.js';

/** More would make statements that are planned for long and never come again. */
const MOST_PARAMS = 600;
const texts = createLru<string>(200);
/** A number for each text, so that what is looked up for every flight is short. */
const numbers = createLru<number>(1000);
let last = 0;

/**
 * A flight in fewer statements, because the server starts and ends each on its own, which for a sale costs about as much as
 * writing its rows. Writes that stand side by side and go to different tables become one (`WITH … INSERT …`), and so do
 * expectations, which as one statement also say whether they are met.
 */
export function joined(calls: readonly Call[]): readonly Call[] {
  const flight: Call[] = [];
  let run: Call[] = [];
  const end = (): void => {
    if (run.length > 1 || run[0]?.expects !== undefined) flight.push(oneOf(run));
    else flight.push(...run);
    run = [];
  };
  for (const call of calls) {
    if (run.length > 0 && !fits(call, run)) end();
    run.push(call);
  }
  end();
  return flight;
}

function fits(call: Call, run: readonly Call[]): boolean {
  const alike = call.expects !== undefined
    ? run[0]!.expects !== undefined
    : call.table !== undefined && run[0]!.table !== undefined && !run.some(other => other.table === call.table);
  return alike && run.reduce((sum, other) => sum + other.params.length, call.params.length) <= MOST_PARAMS;
}

function oneOf(run: readonly Call[]): Call {
  const params: Param[] = [];
  for (const call of run) params.push(...call.params);
  return {
    sql: textOf(run), params,
    done: (error, rows, count, word) => {
      for (const call of run) call.done(error, rows, count, word);
    },
  };
}

function textOf(run: readonly Call[]): string {
  let key = '';
  for (const { sql, expects } of run) key += `${expects ?? ''}:${numberOf(sql)};`;
  let text = texts.get(key);
  if (text === undefined) {
    let before = 0;
    const parts = run.map(({ sql, params }) => {
      const from = before;
      before += params.length;
      return sql.replace(/\$(\d+)/g, (_, n: string) => `$${Number(n) + from}`);
    });
    const last = run[0]!.expects === undefined ? parts.pop()! : verdictOf(run);
    texts.set(key, text = `WITH ${parts.map((part, at) => `w${at} AS (${part})`).join(', ')} ${last}`);
  }
  return text;
}

function numberOf(sql: string): number {
  let number = numbers.get(sql);
  if (number === undefined) numbers.set(sql, number = ++last);
  return number;
}

/**
 * CASE looks at one after the other (PostgreSQL manual, 4.2.14), so that rows are locked in the order the expectations were queued.
 * What is looked at once and only reads needs no table of its own in between.
 */
const verdictOf = (run: readonly Call[]): string =>
  `SELECT CASE ${run.map(({ expects }, at) => `WHEN (SELECT count(*) FROM w${at}) <> ${expects} THEN ${unmetSql(at + 1)}`).join(' ')} ELSE 0 END`;
