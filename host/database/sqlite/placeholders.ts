import type { Param } from '@sontechsp/sdk';
import { createLru } from '../lru.js';
import { wrongParam } from '../params.js';

/** A statement cut at its parameters: `texts[0] $numbers[0] texts[1] …`. */
interface Cut {
  readonly texts: readonly string[];
  readonly numbers: readonly number[];
  /** The highest number. */
  readonly count: number;
}

/** Text in which a `$` is no parameter, or one parameter. */
const token = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\$(\d+)/g;
const cuts = createLru<Cut>(500);

function cut(sql: string): Cut {
  let known = cuts.get(sql);
  if (known) return known;
  const texts: string[] = [];
  const numbers: number[] = [];
  let from = 0;
  for (const match of sql.matchAll(token)) {
    if (match[1] === undefined) continue;
    texts.push(sql.slice(from, match.index));
    numbers.push(Number(match[1]));
    from = match.index + match[0].length;
  }
  texts.push(sql.slice(from));
  known = { texts, numbers, count: Math.max(0, ...numbers) };
  cuts.set(sql, known);
  return known;
}

/** `$n` as `?n`: sqlite3 takes `$2 … $1` for names and binds them in the order of appearance, silently. */
export function numbered(sql: string): { sql: string; count: number } {
  const { texts, numbers, count } = cut(sql);
  return { sql: texts.map((text, i) => (i === 0 ? text : `?${numbers[i - 1]}${text}`)).join(''), count };
}

/** sqlite3 takes a missing parameter and NaN for NULL, and an extra one for a range error; says which instead. */
export function mismatch(count: number, params: readonly Param[]): Error | undefined {
  if (params.length !== count) return new TypeError(`The statement has ${count} parameters, and ${params.length} values were given.`);
  return wrongParam(params);
}

/** The statement with its values written into it; undefined when it is better bound: long, or with a NUL, at which SQL text ends. */
export function written(sql: string, params: readonly Param[]): string | undefined {
  if (params.length > 1000) return undefined;
  const { texts, numbers, count } = cut(sql);
  const wrong = mismatch(count, params);
  if (wrong) throw wrong;
  let text = texts[0]!;
  for (let i = 0; i < numbers.length; i++) {
    const value = literal(params[numbers[i]! - 1]!);
    if (value === undefined) return undefined;
    text += value + texts[i + 1]!;
  }
  return text.includes('\0') ? undefined : text;
}

function literal(value: Param): string | undefined {
  if (value === null) return ' NULL';
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (typeof value === 'boolean') return value ? ' 1' : ' 0';
  if (typeof value !== 'number') return undefined;
  // In brackets, or `a -$1` would turn into a comment.
  return value < 0 ? `(${value})` : ` ${value}`;
}
