import pg from 'pg';

export interface Field {
  readonly name: string;
  readonly parse: (text: string) => unknown;
}

const BIGINT = 20;
const NUMERIC = 1700;
const TIMESTAMPTZ = 1184;
const DATE = 1082;
const TIMESTAMP = 1114;

const same = (text: string): string => text;

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`The database returned the number ${text}, which is too large to be exact.`);
  return value;
}
/** Sums of BIGINT are NUMERIC, and averages too. */
function numeric(text: string): number {
  const value = Number(text);
  if (Number.isNaN(value)) throw new RangeError(`The database returned ${text} as a number.`);
  return text.includes('.') ? value : whole(text);
}
/** `2025-01-31 09:30:00.12+00` (sessions speak UTC) as `2025-01-31T09:30:00.120Z`. */
function instant(text: string): string {
  if (text.length < 22 || !text.endsWith('+00') || text[10] !== ' ') return text;
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, -3).slice(0, 3).padEnd(3, '0')}Z`;
}

const parsers = new Map<number, (text: string) => unknown>([
  [BIGINT, whole], [NUMERIC, numeric], [TIMESTAMPTZ, instant], [DATE, same], [TIMESTAMP, same],
]);
/** How text of a type becomes a value; what is not said here is left to pg. */
export function parserOf(type: number): (text: string) => unknown {
  return parsers.get(type) ?? (pg.types.getTypeParser(type, 'text') as (text: string) => unknown);
}
