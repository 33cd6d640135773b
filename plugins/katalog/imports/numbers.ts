export type DecimalMark = '.' | ',';

/** Without spaces, currency and quotation: what is left must be a number. */
const bare = (text: string): string => text.replace(/[\s\u00a0\u202f]/g, '').replace(/^'/, '').replace(/^₺|₺$|TL$|TRY$/i, '');

/** The decimal mark a number shows beyond doubt; undefined when it has none or could be read both ways (`1.234`). */
export function decimalMark(text: string): DecimalMark | undefined {
  const number = bare(text).replace(/^[+-]/, '');
  const both = /^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*([.,])\d+$/.exec(number);
  if (both && both[1] !== both[2]) return both[2] as DecimalMark;
  const single = /^(\d*)([.,])(\d+)$/.exec(number);
  if (!single) return undefined;
  const groups = /^[1-9]\d{0,2}$/.test(single[1]!) && single[3]!.length === 3;
  return groups ? undefined : single[2] as DecimalMark;
}

/**
 * A number with a decimal point or comma as a whole number of its smallest parts (`places` 2: kuruş, 3: thousandths);
 * undefined when it is none, is finer than that, or could mean two things: `1.234` is no price unless the `mark` of its line
 * is known, because it may be 1,234 or 1.23.
 */
export function parseDecimal(text: string, places: 2 | 3, mark: DecimalMark | undefined): number | undefined {
  const number = bare(text);
  const own = decimalMark(number) ?? mark ?? (/^[+-]?\d*[.,]\d+$/.test(number) && places === 3 ? (number.includes(',') ? ',' : '.') : undefined);
  const group = own === ',' ? '.' : own === '.' ? ',' : undefined;
  let plain = number;
  if (group && plain.includes(group)) {
    const [whole = '', ...rest] = plain.split(own!);
    if (!new RegExp(`^[+-]?\\d{1,3}(\\${group}\\d{3})+$`).test(whole) || rest.length > 1) return undefined;
    plain = [whole.replaceAll(group, ''), ...rest].join(own);
  } else if (!own && /^[+-]?\d{1,3}([.,])\d{3}(\1\d{3})+$/.test(plain)) plain = plain.replace(/[.,]/g, '');
  const parts = /^([+-]?)(\d*)(?:[.,](\d+))?$/.exec(plain);
  if (!parts || (parts[2] === '' && parts[3] === undefined)) return undefined;
  if (!own && parts[3] !== undefined) return undefined;
  const fraction = (parts[3] ?? '').replace(/0+$/, '');
  if (fraction.length > places) return undefined;
  const value = Number(`${parts[2]}${fraction.padEnd(places, '0')}`);
  if (!Number.isSafeInteger(value)) return undefined;
  return parts[1] === '-' && value !== 0 ? -value : value;
}
