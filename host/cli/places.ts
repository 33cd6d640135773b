import type { Scope } from '@sontechsp/sdk';
import type { Host } from '../boot.js';
import { PluginStates } from '../tokens.js';
import { CommandError } from './command.js';
import { firstFirm, storeByCode } from './store.js';

/** Who stands in rows and in the audit for what was done at the command line. */
export const OPERATOR = '00000000-0000-0000-0000-000000000000';

/** The operator of the machine, at no store. May do everything: whoever can open the database could anyway. */
export async function operatorScope(host: Host): Promise<Scope> {
  const firm = await firstFirm(host.database);
  if (!firm) throw new CommandError('There is no shop yet. Run `sontechsp setup` first.');
  return {
    firmId: firm.id, storeId: '', terminalId: '', userId: OPERATOR, language: 'en', requestId: 'cli',
    plugins: await host.resolve(PluginStates).setFor(''),
    can: () => true, limit: () => 100,
  };
}

/** The operator at the store with this code, or at the first one, and at its first terminal. */
export async function operatorAt(host: Host, code: string | undefined): Promise<Scope> {
  const scope = await operatorScope(host);
  const place = await storeByCode(host.database, scope.firmId, code?.toUpperCase() ?? null);
  if (!place) throw new CommandError(code ? `There is no store with the code ${code}.` : 'There is no store yet.');
  return { ...scope, storeId: place.store_id, terminalId: place.terminal_id ?? '', plugins: await host.resolve(PluginStates).setFor(place.store_id) };
}
