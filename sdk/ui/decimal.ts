/**
 * Reads what a person typed as a decimal number, exactly: `"10,5"` with two decimals → 1050. Either mark is understood: with
 * both present the later one is the decimal mark; one mark alone is the decimal mark, unless it is not the language's and
 * exactly three digits follow where fewer decimals are allowed (`1.234` lira is a thousand, `10.50` never is).
 * Undefined: not a number, or finer than allowed.
 */
export function parseDecimal(text: string, decimals: number, mark: ',' | '.'): number | undefined {
  const bare = text.replace(/[\s\u00a0\u202f'’]/g, '').replace('−', '-');
  const shape = /^(-?)([\d.,]*)$/.exec(bare);
  if (!shape || !/\d/.test(bare)) return undefined;
  const [, sign, body] = shape as unknown as [string, string, string];
  const at = decimalMarkAt(body, decimals, mark);
  const grouped = at < 0 ? body : body.slice(0, at);
  if (/[.,]/.test(grouped) && !groups(grouped)) return undefined;
  const whole = grouped.replace(/[.,]/g, '');
  const fraction = at < 0 ? '' : body.slice(at + 1);
  if (fraction.length > decimals || whole.length > 12) return undefined;
  const units = Number(whole + fraction.padEnd(decimals, '0'));
  return sign && units !== 0 ? -units : units;
}

/** Where the decimal mark stands; −1: nowhere, every mark groups thousands. */
function decimalMarkAt(body: string, decimals: number, mark: ',' | '.'): number {
  const comma = body.lastIndexOf(','), point = body.lastIndexOf('.');
  const last = Math.max(comma, point);
  if (last < 0 || decimals === 0) return last >= 0 && decimals === 0 && !groups(body) ? last : -1;
  if (comma >= 0 && point >= 0) return last;
  if (body.indexOf(body[last]!) !== last) return -1;
  const digitsAfter = body.length - last - 1;
  return body[last] !== mark && digitsAfter === 3 && decimals < 3 && last > 0 ? -1 : last;
}
const groups = (body: string): boolean => /^\d{1,3}(([.,])\d{3})(\2\d{3})*$/.test(body);

/** Integer units → the text a person edits: 1050 with two decimals → `10,50`; `short` drops zeros at the end. */
export function decimalText(units: number, decimals: number, mark: ',' | '.', short = false): string {
  const digits = String(Math.abs(units)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  let fraction = decimals === 0 ? '' : digits.slice(-decimals);
  if (short) fraction = fraction.replace(/0+$/, '');
  return `${units < 0 ? '-' : ''}${whole}${fraction && mark}${fraction}`;
}
