import { route } from '@sontechsp/sdk';
import { createAccess } from './access.js';
import { createCall, type Call, type CallDeps } from './call.js';
import type { MountedRoute } from './mounted.js';
import type { Once } from './once.js';
import { openApiOf } from './openapi.js';
import type { Placed } from './route-table.js';
import type { HttpDeps } from './server.js';
import { createValidators } from './validate.js';

export interface Target {
  readonly call: Call;
  readonly status: number;
}
const API_VERSION = '0.1.0';

/** Every route with its checks prepared, and the description of them all. */
export function mount(deps: HttpDeps, once: Once): Placed<Target>[] {
  const shared: CallDeps = {
    access: createAccess(deps), validators: createValidators(), once, db: deps.db, dataFolder: deps.config.dataFolder,
    newerThan: version => newerThan(deps.version, version),
  };
  const description: MountedRoute = {
    plugin: 'host', fullPath: '/api/openapi.json', use: {},
    route: route({ method: 'GET', path: '/openapi.json', permission: 'public', types: ['application/json'], summary: 'This document.', handle: async () => document() }),
  };
  const all = [...deps.routes, description];
  let made: Record<string, unknown> | undefined;
  const document = (): Record<string, unknown> => (made ??= openApiOf(all, API_VERSION));
  return all.map(mounted => ({
    method: mounted.route.method, path: mounted.fullPath,
    entry: { call: createCall(shared, mounted), status: mounted.route.status },
  }));
}

/** Resolves when this host knows of a change after `seen`; one made on another host is heard within 250 ms. */
async function newerThan(version: HttpDeps['version'], seen: number): Promise<void> {
  if (version.current() > seen) return;
  await new Promise<void>(resolve => {
    const done = (): void => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(done, 300);
    const stop = version.onChange(done);
  });
}
