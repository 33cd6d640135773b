import type { Plugin, Route } from '@sontechsp/sdk';
import { secretNames } from '../settings/secret-fields.js';
import type { MountedRoute } from '../http/mounted.js';
import { checkJob } from '../jobs/schedule.js';
import type { Container } from './container.js';
import type { Hooks } from './hooks.js';

/** Everything of a plugin that can be wrong is tried here, before anything of it is used. */
export function activate(plugin: Plugin, container: Container, hooks: Hooks): void {
  checkIds(plugin);
  for (const job of plugin.jobs) checkJob(plugin.id, job);
  hooks.declare(plugin);
  hooks.check(plugin);
  container.plugin(plugin);
}

/** Every id a plugin declares begins with its own; the core's codes are those of api.md. */
function checkIds(plugin: Plugin): void {
  if (plugin.id === 'host') return;
  const ids = [
    ...plugin.permissions.map(p => ['permission', p.id] as const),
    ...plugin.topics.map(t => ['topic', t.id] as const),
    ...plugin.checks.map(c => ['check', c.id] as const),
    ...plugin.outbox.map(s => ['subscriber', s.id] as const),
    ...plugin.jobs.map(j => ['job', j.id] as const),
    ...plugin.workers.map(w => ['worker', w.id] as const),
    ...plugin.errors.flatMap(table => Object.keys(table.table).map(code => ['error', code] as const)),
  ];
  for (const [what, id] of ids)
    if (!id.startsWith(`${plugin.id}.`)) throw new Error(`Plugin '${plugin.id}' declares the ${what} '${id}'. Begin it with '${plugin.id}.'.`);
  checkForms(plugin);
}

/** Adapters belong to their plugin and to a contract it lists; secrets stand where they are sealed. */
function checkForms({ id, adapters, settings, requires, optional }: Plugin): void {
  const known = [id, ...[...requires, ...optional].map(one => one.split('@')[0])];
  for (const adapter of adapters) {
    const owner = adapter.of.id.split('.')[0]!;
    if (adapter.id !== id && !adapter.id.startsWith(`${id}.`)) throw new Error(`Plugin '${id}' declares the adapter '${adapter.id}'. Name it '${id}' or begin it with '${id}.'.`);
    if (!known.includes(owner)) throw new Error(`Plugin '${id}' has an adapter for '${adapter.of.id}' of '${owner}', which it does not list. Add '${owner}' to its requires.`);
  }
  for (const schema of [...(settings ? [settings.schema] : []), ...adapters.map(one => one.connection)]) {
    try {
      secretNames(schema);
    } catch (error) {
      throw new Error(`Plugin '${id}': ${(error as Error).message}`, { cause: error });
    }
  }
}

const fullPath = (plugin: Plugin, route: Route): string => (plugin.id === 'host' ? '/api' : `/api/${plugin.id}`) + (route.path === '/' ? '' : route.path);

/** What a request cannot tell apart: the names of parameters do not matter. */
const placeOf = ({ route, fullPath }: MountedRoute): string => `${route.method} ${fullPath.replace(/:\w+/g, ':')}`;

/** The plugin's routes with their dependencies made; an Error when one stands where another, or one of `there`, does. */
export function mountedRoutes(plugin: Plugin, container: Container, there: readonly MountedRoute[] = []): MountedRoute[] {
  const taken = new Set(there.map(placeOf));
  const mounted = plugin.routes.map((route): MountedRoute => ({ plugin: plugin.id, fullPath: fullPath(plugin, route), route, use: container.use(plugin, route.use) }));
  for (const one of mounted) {
    if (taken.has(placeOf(one))) throw new Error(`Plugin '${plugin.id}' declares ${one.route.method} ${one.fullPath}, which is declared already. Remove one of the routes.`);
    taken.add(placeOf(one));
  }
  return mounted;
}
