import canonicalize from 'canonicalize';
import type { Contributions } from './descriptor.js';

const say = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const { id, method, path, hook, topic, slot } = (value ?? {}) as Record<string, string | undefined>;
  return method ? `${method} ${path}` : id ?? path ?? hook ?? topic ?? slot ?? JSON.stringify(value);
};

/** The first thing in which the code is not what the descriptor says, as one sentence; undefined when they agree. */
export function differenceOf(said: Contributions, live: Contributions): string | undefined {
  for (const field of Object.keys(live) as (keyof Contributions)[]) {
    const [a, b] = [said[field], live[field]];
    if (canonicalize(a) === canonicalize(b)) continue;
    if (!Array.isArray(a) || !Array.isArray(b)) return `its descriptor says ${field} ${JSON.stringify(a) ?? 'nothing'}, its code ${JSON.stringify(b)}`;
    const known = new Set(a.map(one => canonicalize(one)));
    const there = new Set(b.map(one => canonicalize(one)));
    const more = b.find(one => !known.has(canonicalize(one)));
    const less = a.find(one => !there.has(canonicalize(one)));
    if (more !== undefined) return `its code has under ${field} '${say(more)}', which its descriptor does not name`;
    if (less !== undefined) return `its descriptor names under ${field} '${say(less)}', which its code does not have`;
    return `its descriptor lists ${field} in another order than its code`;
  }
  return undefined;
}
