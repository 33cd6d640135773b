/**
 * The text of a JSON value that is the same in whatever order its members came: RFC 8785, for hashes, signatures and comparisons.
 * Members that are undefined are left out, and undefined in a list is null, as in JSON. Throws a TypeError on what JSON cannot hold
 * without loss: a number that is none, half a surrogate pair, a function, no value at all.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed()) throw new TypeError('Half a surrogate pair is no text of JSON.');
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${value} is no number of JSON.`);
      return String(value);
    case 'boolean':
      return String(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? list(value) : members(value as Record<string, unknown>);
    default:
      throw new TypeError(`JSON knows nothing like ${typeof value}.`);
  }
}

function list(values: readonly unknown[]): string {
  let text = '';
  for (const value of values) text += `${text === '' ? '' : ','}${canonicalJson(value === undefined ? null : value)}`;
  return `[${text}]`;
}

/** Sorted by UTF-16 code units, which is what sort does (section 3.2.3). */
function members(value: Record<string, unknown>): string {
  if (typeof value['toJSON'] === 'function') return canonicalJson((value['toJSON'] as () => unknown).call(value));
  let text = '';
  for (const name of Object.keys(value).sort()) {
    const member = value[name];
    if (member !== undefined) text += `${text === '' ? '' : ','}${canonicalJson(name)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}
