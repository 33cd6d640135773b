import type { Scope } from '@sontechsp/sdk';
import type { Host } from '../../host/boot.js';
import { systemScope } from '../../host/identity/system-scope.js';
import { Setup } from '../../host/setup/setup.js';
import { setupBody } from '../support/host.js';

/** Sets up a shop in a host that a test has booted itself. */
export async function openShopIn(host: Host): Promise<{ scope: Scope; storeId: string }> {
  const nobody = systemScope({ firmId: '', userId: '' });
  const { firmId, storeId, terminalId, userId } = await host.resolve(Setup).run(nobody, setupBody());
  return { storeId, scope: systemScope({ firmId, userId, storeId, terminalId }) };
}
