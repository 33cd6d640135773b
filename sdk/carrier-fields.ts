import type { CarrierParcel, TrackingEvent, TrackingState } from './carrier.js';

/** One line of at most `max` UTF-16 units: white space and control characters folded, never half a character left. */
export function cut(text: string, max: number): string {
  const folded = text.replace(/[\s\p{Cc}]+/gu, ' ').replace(/\p{Cs}/gu, '').trim();
  if (folded.length <= max) return folded;
  const end = folded.slice(0, max);
  return (/[\uD800-\uDBFF]$/.test(end) ? end.slice(0, -1) : end).trimEnd();
}

/** The ten digits of a number in Türkiye, however it was typed (`+90 (532) 111 22 33`, `0532…`); undefined when it is not one. */
export function phoneDigits(phone: string): string | undefined {
  if (/^\s*(?:\+|00)\s*(?!90)\d/.test(phone)) return undefined;
  const digits = phone.replace(/\D/g, '').replace(/^(?:00)?90(?=\d{10}$)/, '').replace(/^0(?=\d{10}$)/, '');
  return /^[2-9]\d{9}$/.test(digits) ? digits : undefined;
}

/** Length × width × height ÷ 3000, two decimals, the measure of volume in Türkiye. */
export const desiOf = (parcel: CarrierParcel): number => Math.round((parcel.lengthCm * parcel.widthCm * parcel.heightCm) / 30) / 100;
/** Kilograms, three decimals. */
export const kilograms = (grams: number): number => Math.round(grams) / 1000;

/** Kuruş as the amount carriers want, with a point and two decimals; made of whole numbers, so that no kuruş is lost. */
export const lira = (kurus: number): string => `${Math.floor(kurus / 100)}.${String(kurus % 100).padStart(2, '0')}`;

/**
 * A date and a time of Türkiye (UTC+3 all year since 2016) as ISO 8601 UTC, in the forms carriers write: `20260302` and `093015`,
 * `2026-03-02 09:30`, `02.03.2026 09:30:15`; with a zone of its own, that zone's. Undefined when the calendar does not have it.
 */
export function fromTurkiye(date: string, time = ''): string | undefined {
  const written = `${date} ${time}`.trim();
  if (/\dT.*(?:Z|[+-]\d{2}:?\d{2})$/i.test(written)) {
    const zoned = Date.parse(written);
    return Number.isNaN(zoned) ? undefined : new Date(zoned).toISOString();
  }
  const digits = written.replace(/^(\d{2})[./-](\d{2})[./-](\d{4})/, '$3$2$1').replace(/\D/g, '').padEnd(14, '0');
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})/.exec(digits) ?? [];
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const at = Date.parse(`${local}Z`);
  // Date.parse takes 30 February for 2 March.
  return Number.isNaN(at) || !new Date(at).toISOString().startsWith(local) ? undefined : new Date(at - THREE_HOURS).toISOString();
}
/** The date in Türkiye at an instant: `2026-03-02`. */
export const turkiyeDate = (instant: string): string => new Date(Date.parse(instant) + THREE_HOURS).toISOString().slice(0, 10);
const THREE_HOURS = 3 * 3600 * 1000;

/** Oldest first; events of one instant stay in the carrier's order. */
export const oldestFirst = (events: readonly TrackingEvent[]): TrackingEvent[] =>
  [...events].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));

/** Where a shipment is after these events, oldest first: the last known one, and a final one for good. */
export function stateAfter(events: readonly TrackingEvent[], before: TrackingState = 'pending'): TrackingState {
  return events.reduce((state, event) => (isFinal(state) || event.state === 'unknown' ? state : event.state), before);
}
/** Whether the journey ends with this state. */
export const isFinal = (state: TrackingState): boolean => state === 'delivered' || state === 'returned' || state === 'cancelled';
