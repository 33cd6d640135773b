import { Adapters, Db, Ids, isFailure, object, route, t } from '@sontechsp/sdk';
import { carrier } from '@sontechsp/sdk/carrier';
import { errors } from '../errors.js';
import { webhookParams } from '../schemas.js';
import { Logbook } from './logbook.js';
import { byReference, placeOfConnection } from './store.js';

/**
 * Carriers tell of their shipments here. The adapter decides by the message's signature whether it is theirs; whatever is wrong
 * answers 404 alike, so that nobody learns which connections there are.
 */
export const webhook = route({
  method: 'POST', path: '/webhooks/:connectionId', permission: 'public', params: webhookParams, body: 'raw', reply: object({ recorded: t.Integer() }),
  summary: 'Takes a message of a carrier about its shipments.',
  use: { db: Db, adapters: Adapters, ids: Ids, logbook: Logbook },
  async handle({ params, body: { headers, text }, use: { db, adapters, ids, logbook } }) {
    const connectionId = params.connectionId.toLowerCase();
    const unknown = () => errors('kargo.notFound', { connectionId });
    const place = await placeOfConnection(db, connectionId);
    if (!place) throw unknown();
    const told = await adapters.call(carrier, { firmId: place.firm_id, storeId: place.store_id, connectionId }, { idempotencyKey: ids.next() },
      async (adapter, ctx) => adapter.parseWebhook?.({ headers, body: text }, ctx)).catch((error: unknown) => {
      if (isFailure(error)) throw unknown();
      throw error;
    });
    if (!told) throw unknown();
    const rows = new Map((await byReference(db, connectionId, told.map(one => one.reference).slice(0, 500))).map(row => [row.reference, row]));
    let recorded = 0;
    for (const tracking of told) {
      const row = rows.get(tracking.reference);
      if (row && await logbook.record(row.id, tracking, false)) recorded++;
    }
    return { recorded };
  },
});
