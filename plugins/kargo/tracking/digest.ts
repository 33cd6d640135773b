import { createHash } from 'node:crypto';
import { toUtc } from '@sontechsp/sdk';
import type { Tracking, TrackingEvent, TrackingState } from '@sontechsp/sdk/carrier';

/** An event ready to be kept. */
export interface KeptEvent {
  readonly at: string;
  readonly state: TrackingState;
  readonly raw_code: string;
  readonly raw_text: string;
  readonly place: string | null;
  readonly digest: string;
}

/** The carrier's own words name an event, not what the adapter makes of them: a better translation later tells it no second time. */
const digestOf = (at: string, code: string, text: string, place: string | null): string =>
  createHash('sha256').update(JSON.stringify([at, code, text, place])).digest('hex');

function kept({ at, state, rawCode, rawText, place }: TrackingEvent): KeptEvent[] {
  let utc: string;
  try {
    utc = toUtc(at);
  } catch {
    // A moment the calendar does not have cannot be put in order.
    return [];
  }
  const cut = { raw_code: rawCode.slice(0, 100), raw_text: rawText.slice(0, 500), place: place?.slice(0, 200) || null };
  return [{ at: utc, state, ...cut, digest: digestOf(utc, cut.raw_code, cut.raw_text, cut.place) }];
}

/**
 * What a carrier told of one shipment as events. Some tell an end without the event of it, or a state without any event: that
 * becomes an event of its own, at the newest moment told or, where none was, now.
 */
export function eventsOf(tracking: Tracking, now: string): KeptEvent[] {
  const told = tracking.events.flatMap(kept);
  const { state } = tracking;
  if (state === 'unknown' || state === 'pending') return told;
  const ends = state === 'delivered' || state === 'returned' || state === 'cancelled';
  if (told.some(event => event.state === state) || (told.length > 0 && !ends)) return told;
  const at = told.reduce((newest, event) => (event.at > newest ? event.at : newest), '') || now;
  return [...told, { at, state, raw_code: `state:${state}`, raw_text: '', place: null, digest: digestOf(told.length > 0 ? at : '', `state:${state}`, '', null) }];
}
