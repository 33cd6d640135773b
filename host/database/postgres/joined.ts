import type { Param } from '@sontechsp/sdk';
import { createLru } from '../lru.js';
import type { Call } from './flight.js';

/** More would make statements that are planned for long and never come again. */
const MOST_PARAMS = 600;
const texts = createLru<string>(200);

/**
 * Writes that stand side by side and go to different tables, made one statement (`WITH … INSERT …`): the server starts and
 * ends each statement of a flight on its own, which for a sale costs about as much as writing its rows.
 */
export function joined(calls: readonly Call[]): readonly Call[] {
  const flight: Call[] = [];
  let run: Call[] = [];
  const end = (): void => {
    flight.push(...(run.length > 1 ? [oneOf(run)] : run));
    run = [];
  };
  for (const call of calls) {
    const fits = call.table !== undefined && !run.some(other => other.table === call.table)
      && run.reduce((sum, other) => sum + other.params.length, call.params.length) <= MOST_PARAMS;
    if (!fits) end();
    if (call.table === undefined) flight.push(call);
    else run.push(call);
  }
  end();
  return flight;
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
  const key = run.map(call => call.sql).join(';');
  let text = texts.get(key);
  if (text === undefined) {
    let before = 0;
    const parts = run.map(({ sql, params }) => {
      const from = before;
      before += params.length;
      return sql.replace(/\$(\d+)/g, (_, n: string) => `$${Number(n) + from}`);
    });
    const last = parts.pop()!;
    texts.set(key, text = `WITH ${parts.map((part, at) => `w${at} AS (${part})`).join(', ')} ${last}`);
  }
  return text;
}
