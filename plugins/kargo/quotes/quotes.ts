import { Adapters, Ids, Log, Tenancy, createToken, isFailure, provide, type Scope, type SettingsReader } from '@sontechsp/sdk';
import { carrier, type CarrierQuote, type CarrierRequest } from '@sontechsp/sdk/carrier';
import { privateIn } from '../recipients/recipients.js';
import { newReference } from '../reference.js';
import type { QuoteBody } from '../schemas.js';
import { settings, type KargoSettings } from '../settings.js';
import { addressOf, contentOf, refusalFor } from '../shipments/request.js';
import { senderIn, usableConnection } from '../shipments/usable.js';

/** What a carrier would take for a shipment, before there is one. */
export interface Quotes {
  /** Cheapest first; none where the carrier tells no prices or cannot tell them now, since a price is of help and no more. */
  of(scope: Scope, body: QuoteBody): Promise<CarrierQuote[]>;
}
export const Quotes = createToken<Quotes>('kargo.quotes');

/** A person waits. */
const LIMIT_MS = 10_000;
const MOST = 20;
const isPrice = ({ service, amount, days }: CarrierQuote): boolean =>
  typeof service === 'string' && Number.isSafeInteger(amount) && amount >= 0 && (days === undefined || Number.isSafeInteger(days) && days >= 0);

interface Deps {
  adapters: Adapters;
  tenancy: Tenancy;
  settings: SettingsReader<KargoSettings>;
  ids: Ids;
  log: Log;
}

export function createQuotes({ adapters, tenancy, settings: reader, ids, log }: Deps): Quotes {
  return {
    async of(scope, body) {
      const { connection, adapter } = await usableConnection(adapters, scope, body.connectionId);
      const content = contentOf(body);
      const refusal = refusalFor(adapter.capabilities, content);
      if (refusal) throw refusal;
      if (!adapter.quote) return [];
      const recipient = addressOf(body.recipient);
      const reference = newReference();
      const request: CarrierRequest = {
        reference, orderNo: reference, sender: await senderIn(tenancy, scope, await reader.read(scope)), recipient, parcels: body.parcels, payer: content.payer,
        ...(body.cashOnDelivery ? { cashOnDelivery: body.cashOnDelivery } : {}), description: content.description,
      };
      try {
        const told = await adapters.call(
          carrier, { firmId: scope.firmId, storeId: scope.storeId, connectionId: connection.id }, { idempotencyKey: ids.next(), signal: AbortSignal.timeout(LIMIT_MS), private: privateIn(recipient) },
          async (asked, ctx) => await asked.quote?.(request, ctx) ?? []);
        return told.filter(isPrice).sort((a, b) => a.amount - b.amount).slice(0, MOST);
      } catch (error) {
        if (!isFailure(error)) throw error;
        log.info({ connection: connection.id, kind: error.kind }, 'A carrier told no price');
        return [];
      }
    },
  };
}
export const quotes = provide(Quotes, { adapters: Adapters, tenancy: Tenancy, settings, ids: Ids, log: Log }, createQuotes);
