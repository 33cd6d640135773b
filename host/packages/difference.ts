import { canonicalJson } from '@sontechsp/sdk';
import type { Contributions } from './descriptor.js';

const textOf = (value: unknown): string => (value === undefined ? '' : canonicalJson(value));
const say = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const { id, method, path, hook, topic, slot } = (value ?? {}) as Record<string, string | undefined>;
  return method ? `${method} ${path}` : id ?? path ?? hook ?? topic ?? slot ?? JSON.stringify(value);
};

/** The first thing in which the code is not what the descriptor says, as one sentence; undefined when they agree. */
export function differenceOf(said: Contributions, live: Contributions): string | undefined {
  for (const field of Object.keys(live) as (keyof Contributions)[]) {
    const [a, b] = [said[field], live[field]];
    if (textOf(a) === textOf(b)) continue;
    if (!Array.isArray(a) || !Array.isArray(b)) return `its descriptor says ${field} ${JSON.stringify(a) ?? 'nothing'}, its code ${JSON.stringify(b)}`;
    const known = new Set(a.map(one => textOf(one)));
    const there = new Set(b.map(one => textOf(one)));
    const more = b.find(one => !known.has(textOf(one)));
    const less = a.find(one => !there.has(textOf(one)));
    if (more !== undefined) return `its code has under ${field} '${say(more)}', which its descriptor does not name`;
    if (less !== undefined) return `its descriptor names under ${field} '${say(less)}', which its code does not have`;
    return `its descriptor lists ${field} in another order than its code`;
  }
  return undefined;
}
