import { invalid } from './validate.js';

export interface Placed<E> {
  readonly method: string;
  /** `/api/pos/sales/:id`. */
  readonly path: string;
  readonly entry: E;
}
/** What stands at a path: the entry for the method, or the methods it has instead. */
export type Found<E> = { readonly entry: E; readonly params: Record<string, string> } | { readonly allow: string };

interface Node<E> {
  readonly next: Map<string, Node<E>>;
  param: Node<E> | undefined;
  readonly methods: Map<string, { entry: E; names: readonly string[] }>;
}
const node = <E>(): Node<E> => ({ next: new Map(), param: undefined, methods: new Map() });

/**
 * Finds a route by segment, whatever their number: a fixed segment before a parameter. HEAD is answered by GET. Two routes at
 * one place are an Error.
 */
export function createRouteTable<E>(routes: readonly Placed<E>[]): (method: string, path: string) => Found<E> | undefined {
  const root = node<E>();
  for (const { method, path, entry } of routes) {
    const names: string[] = [];
    let at = root;
    for (const segment of path.split('/').slice(1)) {
      if (segment.startsWith(':')) {
        names.push(segment.slice(1));
        at = at.param ??= node();
      } else {
        if (!at.next.has(segment)) at.next.set(segment, node());
        at = at.next.get(segment)!;
      }
    }
    if (at.methods.has(method)) throw new Error(`${method} ${path} is declared twice. Remove one of the routes.`);
    at.methods.set(method, { entry, names });
  }
  return (method, path) => {
    const values: string[] = [];
    const end = walk(root, path.split('/'), 1, values);
    if (!end) return undefined;
    const found = end.methods.get(method === 'HEAD' ? 'GET' : method);
    if (!found) return { allow: [...end.methods.keys()].join(', ') };
    return { entry: found.entry, params: paramsOf(found.names, values) };
  };
}

function walk<E>(at: Node<E>, segments: readonly string[], depth: number, values: string[]): Node<E> | undefined {
  if (depth === segments.length) return at.methods.size > 0 ? at : undefined;
  const segment = segments[depth]!;
  const fixed = at.next.get(segment);
  const end = fixed && walk(fixed, segments, depth + 1, values);
  if (end || !at.param || segment === '') return end;
  values.push(segment);
  const below = walk(at.param, segments, depth + 1, values);
  if (!below) values.pop();
  return below;
}

function paramsOf(names: readonly string[], values: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {};
  names.forEach((name, at) => {
    const text = values[at]!;
    try {
      params[name] = text.includes('%') ? decodeURIComponent(text) : text;
    } catch {
      throw invalid([{ path: `/${name}`, rule: 'characters' }]);
    }
  });
  return params;
}
