import type { Scope } from '@sontechsp/sdk';
import type { Host } from '../boot.js';
import { core } from '../core.js';
import { createValidators } from '../http/validate.js';
import { CommandError } from './command.js';
import { operatorScope } from './places.js';

interface Ask {
  readonly params?: Record<string, string>;
  readonly query?: Record<string, unknown>;
  readonly body?: unknown;
}

/**
 * Asks a route of the host as the operator of the machine, without HTTP and sign-in: the same schema, rules and refusals as
 * for the screens.
 */
export async function askRoute<T>(host: Host, method: string, path: string, { params = {}, query = {}, body }: Ask = {}): Promise<T> {
  const route = core.routes.find(one => one.method === method && one.path === path);
  if (!route) throw new CommandError(`This host has no ${method} ${path}.`);
  const check = createValidators();
  if (route.query) check.text(route.query)(query);
  if (route.body && route.body !== 'file') check.body(route.body)(body);
  const scope: Scope = await operatorScope(host);
  const input = {
    params, query, body, scope, use: host.container.use(core, route.use), idempotencyKey: undefined, bodyHash: '', principal: undefined,
    once: host.database.transaction.bind(host.database),
  };
  return await route.handle(input as never) as T;
}
