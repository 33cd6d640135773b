import { Failure, adapter } from '@sontechsp/sdk';
import { carrier } from '@sontechsp/sdk/carrier';
import { accounts, connection, type Account, type Context } from './connection.js';
import { CANCELLED_ALREADY, UNKNOWN_KEY, refusal } from './errors.js';
import { accountFor, cargoKeys, toOrders } from './order.js';
import { listOf, soap, textOf, type Element, type Operation } from './soap.js';
import { statusOf, toShipment, trackingOf } from './tracking.js';

const create: Operation = { name: 'createShipment', answer: 'ShippingOrderResultVO', language: 'userLanguage', acts: true };
const query: Operation = { name: 'queryShipment', answer: 'ShippingDeliveryVO', language: 'wsLanguage', acts: false };
const cancel: Operation = { name: 'cancelShipment', answer: 'ShippingOrderResultVO', language: 'userLanguage', acts: true };

const capabilities = {
  idempotency: 'ref', cashOnDelivery: true, recipientPays: true, multiParcel: true, cancel: true,
  // The same question is not answered twice within a minute.
  trackBatch: 20, trackEveryMs: 60_000,
} as const;

export const yurtici = adapter(carrier, { id: 'yurtici', title: 'Yurtiçi Kargo', connection }, {
  capabilities,
  async testConnection(ctx: Context) {
    // A key of this moment, since a repeated question is not answered; nobody has it, and only a wrong user is an error.
    for (const account of accounts(ctx.settings)) await ask([`TEST${Date.parse(ctx.now())}`], account, false, ctx);
  },

  async create(request, ctx: Context) {
    const { reference, parcels } = request;
    const account = accountFor(request, ctx.settings);
    const orders = toOrders(request);
    const answer = await soap(ctx, account, create, { ShippingOrderVO: orders });
    const details = listOf(answer, 'shippingOrderDetailVO');
    const failed = details.find(isRefused);
    if (failed && details.some(d => !isRefused(d))) {
      // Some parcels of the sending were taken: they are given back, so that it exists as a whole or not at all.
      await soap(ctx, account, cancel, { cargoKeys: details.filter(d => !isRefused(d)).map(d => textOf(d, 'cargoKey')) });
    }
    if (failed ?? textOf(answer, 'outFlag') !== '0') throw refusal(codeOf(failed ?? answer), messageOf(failed) || textOf(answer, 'outResult'), true);
    if (details.length !== orders.length) throw new Failure('unavailable', 'Yurtiçi Kargo did not name every parcel', { acted: 'unknown' });
    return { reference, barcodes: cargoKeys(reference, parcels.length) };
  },
  async findByRef(reference, ctx: Context) {
    const found = await askAll([reference], false, ctx);
    return found.length > 0 ? toShipment(found) : undefined;
  },
  async cancel(reference, ctx: Context) {
    for (const account of accounts(ctx.settings)) {
      // A sending of one parcel has our reference for a key; the keys of several are asked for.
      if (await cancelKeys([reference], account, ctx)) return;
      const parcels = await ask([reference], account, false, ctx);
      if (parcels.length > 0 && await cancelKeys(parcels.map(p => textOf(p, 'cargoKey')), account, ctx)) return;
    }
    throw new Failure('notFound', `Yurtiçi Kargo knows no shipment ${reference}`, { acted: 'no', remoteCode: UNKNOWN_KEY });
  },
  async track(references, ctx: Context) {
    if (references.length === 0) return [];
    if (references.length > capabilities.trackBatch) throw new Failure('validation', `Yurtiçi Kargo is asked for ${capabilities.trackBatch} at most`, { acted: 'no' });
    const wanted = [...new Set(references)];
    const found = await askAll(wanted, true, ctx);
    return wanted.flatMap(reference => {
      const parcels = found.filter(d => textOf(d, 'invoiceKey') === reference);
      return parcels.length > 0 ? [trackingOf(parcels)] : [];
    });
  },
});

const codeOf = (element: Element | undefined): string => textOf(element, 'errCode').replace(/^0$/, '');
const messageOf = (element: Element | undefined): string => textOf(element, 'errMessage');
const isRefused = (detail: Element): boolean => codeOf(detail) !== '';

/** Every parcel known under these references, whichever account made it. */
async function askAll(references: readonly string[], history: boolean, ctx: Context): Promise<Element[]> {
  const found: Element[] = [];
  for (const account of accounts(ctx.settings)) {
    const missing = references.filter(reference => !found.some(d => textOf(d, 'invoiceKey') === reference));
    if (missing.length > 0) found.push(...await ask(missing, account, history, ctx));
  }
  return found;
}
async function ask(invoiceKeys: readonly string[], account: Account, history: boolean, ctx: Context): Promise<Element[]> {
  const answer = await soap(ctx, account, query, { keys: invoiceKeys, keyType: 1, addHistoricalData: history, onlyTracking: false });
  const details = listOf(answer, 'shippingDeliveryDetailVO');
  if (details.length === 0 && textOf(answer, 'outFlag') !== '0') throw blocked(answer);
  // What a key nobody made is answered with is not documented; of an error of a key, only a wrong user or a breakdown leaves it open.
  const wrong = details.filter(isRefused).map(d => refusal(codeOf(d), messageOf(d), false)).find(({ kind }) => kind === 'auth' || kind === 'unavailable');
  if (wrong) throw wrong;
  return details.filter(d => !isRefused(d));
}
/** An answer without details: a wrong user, or a question that was asked a moment ago, which bears no code. */
function blocked(answer: Element): Failure {
  const [code, words] = [codeOf(answer), textOf(answer, 'outResult')];
  return code ? refusal(code, words, false) : new Failure('rateLimited', words || 'Asked too soon', { acted: 'no', retryAfterMs: capabilities.trackEveryMs, ...(words ? { evidence: words } : {}) });
}

/** False when the account has no such keys. */
async function cancelKeys(keys: readonly string[], account: Account, ctx: Context): Promise<boolean> {
  const answer = await soap(ctx, account, cancel, { cargoKeys: keys });
  const details = listOf(answer, 'shippingCancelDetailVO');
  if (details.length === 0) throw refusal(codeOf(answer), textOf(answer, 'outResult'), true);
  const wrong = details.find(d => isRefused(d) && ![UNKNOWN_KEY, CANCELLED_ALREADY].includes(codeOf(d)));
  if (wrong) throw refusal(codeOf(wrong), messageOf(wrong), true);
  const moving = details.find(d => ['IND', 'ISR', 'DLV'].includes(statusOf(d)));
  if (moving) throw new Failure('conflict', textOf(moving, 'operationMessage') || 'The shipment is on its way', { acted: 'no', remoteCode: statusOf(moving) });
  return details.some(d => codeOf(d) !== UNKNOWN_KEY);
}
