import type { Plugin, Route } from '@sontechsp/sdk';
import type { MountedRoute } from '../http/mounted.js';
import type { Container } from './container.js';
import { checkDeclarations } from './declarations.js';
import type { Hooks } from './hooks.js';

/** Everything of a plugin that can be wrong is tried here, before anything of it is used. */
export function activate(plugin: Plugin, container: Container, hooks: Hooks): void {
  checkDeclarations(plugin);
  hooks.declare(plugin);
  hooks.check(plugin);
  container.plugin(plugin);
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
