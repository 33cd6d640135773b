import Router from '@koa/router';
export interface Placed<E> {
  readonly method: string;
  /** `/api/pos/sales/:id`. */
  readonly path: string;
  readonly entry: E;
}
/** What stands at a path: the entry for the method, or the methods it has instead. */
export type Found<E> = { readonly entry: E; readonly params: Record<string, string> } | { readonly allow: string };

const nothing = (): void => {};
/** `/api/pos`: a router per plugin, so that finding a route does not grow with the number of plugins. */
const areaOf = (path: string): string => path.split('/', 3).join('/');
/** Fixed segments before parameters, whatever the order of declaration. */
const fixedFirst = (path: string): string => path.replace(/:[^/]+/g, '\uffff');

/** Finds a route. HEAD is answered by GET. Two routes at one place are an Error. */
export function createRouteTable<E>(routes: readonly Placed<E>[]): (method: string, path: string) => Found<E> | undefined {
  const areas = new Map<string, Router>();
  const entries = new Map<unknown, E>();
  const taken = new Set<string>();
  for (const { method, path, entry } of [...routes].sort((a, b) => (fixedFirst(a.path) < fixedFirst(b.path) ? -1 : 1))) {
    const place = `${method} ${fixedFirst(path)}`;
    if (taken.has(place)) throw new Error(`${method} ${path} is declared twice. Remove one of the routes.`);
    taken.add(place);
    const area = areaOf(path);
    const router = areas.get(area) ?? new Router({ strict: true, sensitive: true });
    areas.set(area, router);
    entries.set(router.register(path, [method], nothing), entry);
  }
  return (method, path) => {
    const layers = areas.get(areaOf(path))?.match(path, method).path ?? [];
    if (layers.length === 0) return undefined;
    // `/users/me` also fits `/users/:id`: what stands first decides, also about the methods it has.
    const [first] = layers;
    const there = layers.filter(layer => layer.path === first!.path);
    const layer = there.find(l => l.methods.includes(method === 'HEAD' ? 'GET' : method));
    const entry = entries.get(layer);
    if (!layer || entry === undefined) return { allow: [...new Set(there.flatMap(l => l.methods))].join(', ') };
    return { entry, params: paramsOf(layer.paramNames.map(p => String(p.name)), layer.captures(path)) };
  };
}

function paramsOf(names: readonly string[], values: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {};
  names.forEach((name, at) => {
    params[name] = decoded(values[at]!);
  });
  return params;
}

/** What is no encoding stays as it came: whether it will do is asked after who sent it. */
function decoded(text: string): string {
  try {
    return text.includes('%') ? decodeURIComponent(text) : text;
  } catch {
    return text;
  }
}
