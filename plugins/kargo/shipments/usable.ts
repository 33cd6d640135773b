import type { Adapters, Connection, Scope, Tenancy } from '@sontechsp/sdk';
import { carrier, type CarrierAddress, type CarrierAdapter } from '@sontechsp/sdk/carrier';
import { errors } from '../errors.js';
import { senderOf, type KargoSettings } from '../settings.js';

/** A connection that can be sent by, and what its carrier can do; else the refusal. */
export async function usableConnection(adapters: Adapters, scope: Scope, id: string): Promise<{ connection: Connection; adapter: CarrierAdapter }> {
  const connection = await adapters.connection(carrier, scope, id.toLowerCase());
  const adapter = connection && adapters.adapterOf(carrier, connection.adapterId);
  if (!connection || !adapter) throw errors('kargo.notFound', { connectionId: id });
  if (!connection.enabled) throw errors('kargo.connectionOff', { connection: connection.name });
  return { connection, adapter };
}

/** The store as sender; refused while its address is not complete. */
export async function senderIn(tenancy: Tenancy, scope: Scope, values: KargoSettings): Promise<CarrierAddress> {
  const sender = senderOf(values, (await tenancy.firm(scope.firmId)).name);
  if (!sender) throw errors('kargo.senderMissing');
  return sender;
}
