/** Takes what must stay secret out of a text. */
export type Scrub = (text: string) => string;

const GONE = '[redacted]';
const SHORTEST = 4;
const sensitiveHeader = /authorization|cookie|token|secret|password|api-?key|signature/i;
const patterns: readonly [RegExp, string][] = [
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, `$1 ${GONE}`],
  [/("[^"]*(?:password|parola|sifre|secret|token|api_?key)"\s*:\s*)"(?:[^"\\]|\\.)*"/gi, `$1"${GONE}"`],
  [/(<(?:\w+:)?\w*(?:password|parola|sifre|secret|token|api_?key)>)[^<]*(<\/)/gi, `$1${GONE}$2`],
  [/([?&;](?:\w*(?:password|parola|sifre|secret|token|api_?key))=)[^&\s"']*/gi, `$1${GONE}`],
];

/** Knows secrets by their values, in every writing a remote or a library may give them back in. */
export function scrubber(secrets: Iterable<string>): Scrub {
  const written = new Set<string>();
  for (const secret of secrets) if (secret.length >= SHORTEST) for (const one of writings(secret)) written.add(one);
  // The longest first: one secret may begin with another.
  const all = [...written].sort((a, b) => b.length - a.length).map(one => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (all.length === 0) return text => text;
  const any = new RegExp(all.join('|'), 'g');
  return text => text.replace(any, GONE);
}

/** Beside known values: whatever looks like a credential in what a remote said. */
export function scrubAnswer(text: string): string {
  return patterns.reduce((scrubbed, [pattern, by]) => scrubbed.replace(pattern, by), text);
}

/** Credentials a request carries in its headers, the parts of a Basic pair among them. */
export function secretsOfHeaders(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers).filter(([name]) => sensitiveHeader.test(name)).flatMap(([, value]) => {
    const bare = value.replace(/^\w+\s+/, '');
    const pair = /^basic\s/i.test(value) ? [Buffer.from(bare, 'base64').toString('utf8').replace(/^[^:]*:/, '')] : [];
    return [value, bare, ...pair];
  });
}

/** Every text in a value of any shape, scrubbed; what is no plain data is left to the logger. */
export function scrubDeep(value: unknown, scrub: Scrub, depth = 6): unknown {
  if (typeof value === 'string') return scrub(value);
  if (typeof value !== 'object' || value === null || depth === 0) return value;
  if (Array.isArray(value)) return value.map(one => scrubDeep(one, scrub, depth - 1));
  if (value instanceof Error) return scrubError(value, scrub);
  if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, scrubDeep(one, scrub, depth - 1)]));
}

/** An Error that tells the same without the secrets; its cause and extra fields, which nobody looked at, are left out. */
export function scrubError(error: Error, scrub: Scrub): Error {
  const told = new Error(scrub(error.message));
  told.name = error.name;
  if (error.stack !== undefined) told.stack = scrub(error.stack);
  return told;
}

function writings(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const xml = secret.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&apos;');
  const base64 = Buffer.from(secret, 'utf8').toString('base64');
  const form = new URLSearchParams({ s: secret }).toString().slice(2);
  return [secret, json, JSON.stringify(json).slice(1, -1), xml, encodeUri(secret), form, base64, base64.replace(/=+$/, '')];
}
function encodeUri(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return text;
  }
}
