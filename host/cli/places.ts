import type { Scope } from '@sontechsp/sdk';
import type { Host } from '../boot.js';
import { systemScope } from '../identity/system-scope.js';
import { PluginStates } from '../tokens.js';
import { CommandError } from './command.js';
import { firstAdmin, storeByCode } from './store.js';

/**
 * Whoever sits at the command line, at no store. They may do everything, since they can open the database anyway; rows and the
 * audit name the firm's first administrator, with `cli` for a request.
 */
export async function operatorScope(host: Host): Promise<Scope> {
  const admin = await firstAdmin(host.database);
  if (!admin) throw new CommandError('There is no shop yet. Run `sontechsp setup` first.');
  return systemScope({ firmId: admin.firm_id, userId: admin.user_id, language: 'en', requestId: 'cli', plugins: await host.resolve(PluginStates).setFor('') });
}

/** The same at the store with this code, or at the first one, and at its first terminal. */
export async function operatorAt(host: Host, code: string | undefined): Promise<Scope> {
  const scope = await operatorScope(host);
  const place = await storeByCode(host.database, scope.firmId, code?.toUpperCase() ?? null);
  if (!place) throw new CommandError(code ? `There is no store with the code ${code}.` : 'There is no store yet.');
  return { ...scope, storeId: place.store_id, terminalId: place.terminal_id ?? '', plugins: await host.resolve(PluginStates).setFor(place.store_id) };
}
