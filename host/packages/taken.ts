import type { Plugin } from '@sontechsp/sdk';

/** Ids a package may not have: the built-in plugins', and the first words of the host's own addresses under `/api`. */
export const takenIds = (core: Plugin, builtIn: readonly Plugin[]): ReadonlySet<string> => new Set([
  'host', 'web', 'api', ...builtIn.map(plugin => plugin.id), ...core.routes.map(route => route.path.split('/')[1]!),
]);
