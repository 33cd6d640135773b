import { fold } from '@sontechsp/sdk';
import { fromTurkiye, isFinal, oldestFirst, stateAfter, trackingStates, type CarrierShipment, type Tracking, type TrackingEvent, type TrackingState } from '@sontechsp/sdk/carrier';
import { listOf, textOf, type Element } from './soap.js';

/** What `operationStatus` says for good; IND and ISR leave the rest to the events. */
const operations: Readonly<Record<string, TrackingState>> = { NOP: 'pending', DLV: 'delivered', CNL: 'cancelled', ISC: 'cancelled', BI: 'cancelled' };
const byCode = ['NOP', 'IND', 'ISR', 'CNL', 'ISC', 'DLV', 'BI'];
export const statusOf = (detail: Element): string => textOf(detail, 'operationStatus') || (byCode[Number(textOf(detail, 'operationCode') || '0')] ?? '');

/** `rejectStatus` of a parcel that the recipient did not take: 0 is none, and 4, 7, 8 and 11 were called off again. */
const rejected = ['1', '2', '3', '9', '10'];

/** Events bear names only. The words are those of the service's movement list, folded. */
const events: readonly (readonly [RegExp, TrackingState])[] = [
  [/teslim edilemedi|bulunamadi|devir/, 'delivery_failed'], [/iade/, 'return_to_sender'], [/teslim edil/, 'delivered'],
  [/dagitim|kurye/, 'out_for_delivery'], [/kabul|teslim alin|fatura|alindi/, 'picked_up'], [/yuklen|indiril|transfer|sevk|yolda|aktarma|subede/, 'in_transit'],
];
function toEvent(element: Element): TrackingEvent[] {
  const at = fromTurkiye(textOf(element, 'eventDate'), textOf(element, 'eventTime').padStart(6, '0'));
  if (!at) return [];
  const rawText = textOf(element, 'eventName') || textOf(element, 'eventId') || '?';
  const place = [textOf(element, 'unitName'), textOf(element, 'townName'), textOf(element, 'cityName')].filter(Boolean).join(', ');
  const state = events.find(([words]) => words.test(fold(rawText)))?.[1] ?? 'unknown';
  return [{ at, state, rawCode: textOf(element, 'eventId') || rawText, rawText, ...(place ? { place } : {}) }];
}

function toTracking(detail: Element): Tracking {
  const item = detail['shippingDeliveryItemDetailVO'] as Element | undefined;
  const moves = oldestFirst(listOf(item, 'invDocCargoVOArray').flatMap(toEvent));
  const goesBack = Number(textOf(item, 'returnStatus')) > 0;
  return { ...shipmentOf(detail), state: stateOf(statusOf(detail), goesBack, rejected.includes(textOf(item, 'rejectStatus')), moves), events: moves };
}

/** The service's own word on the end of a journey counts; before it, what is in its hands has at least been picked up. */
function stateOf(status: string, goesBack: boolean, isRejected: boolean, moves: readonly TrackingEvent[]): TrackingState {
  const known = operations[status];
  if (known) return known === 'delivered' && goesBack ? 'returned' : known;
  if (goesBack) return 'return_to_sender';
  const moved = moves.filter(({ state }) => !isFinal(state));
  return isRejected ? 'delivery_failed' : stateAfter(moved, status === 'IND' || status === 'ISR' ? 'picked_up' : 'unknown');
}

/** A number and an address appear once a branch has scanned the parcel. */
function shipmentOf(detail: Element): CarrierShipment {
  const item = detail['shippingDeliveryItemDetailVO'] as Element | undefined;
  const [number, url] = [textOf(item, 'docId').replace(/^0+$/, ''), textOf(item, 'trackingUrl')];
  return { reference: textOf(detail, 'invoiceKey'), ...(number ? { trackingNumber: number } : {}), ...(url ? { trackingUrl: url } : {}) };
}
export const toShipment = (details: readonly Element[]): CarrierShipment =>
  ({ ...shipmentOf(details[0]!), barcodes: details.map(d => textOf(d, 'cargoKey')) });

/** A sending of several parcels is where the last of them is. */
export function trackingOf(details: readonly Element[]): Tracking {
  return details.map(toTracking).reduce((last, one) => (trackingStates.indexOf(one.state) < trackingStates.indexOf(last.state) ? one : last));
}
