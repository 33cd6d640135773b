/** Text in which a `$` is no parameter, or one parameter. */
const token = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\$(\d+)/g;

/** `$n` as `?n`: sqlite3 takes `$2 … $1` for names and binds them in the order of appearance, silently. */
export function numbered(sql: string): { sql: string; count: number } {
  let count = 0;
  const text = sql.replace(token, (all, n: string | undefined) => {
    if (n === undefined) return all;
    count = Math.max(count, Number(n));
    return `?${n}`;
  });
  return { sql: text, count };
}
