import { finalTrackingStates, trackingStates, type TrackingState } from '@sontechsp/sdk/carrier';

/** `waiting`: not yet known to the carrier. `refused`: the carrier would not have it, a person must look. Then the carrier's own. */
export const shipmentStates = ['waiting', 'refused', ...trackingStates] as const;
export type ShipmentState = (typeof shipmentStates)[number];

export const isFinal = (state: ShipmentState): boolean => (finalTrackingStates as readonly string[]).includes(state);

/** What the rule looks at. */
export interface ToldEvent {
  /** ISO 8601 UTC with milliseconds. */
  readonly at: string;
  readonly state: TrackingState;
}
export interface Journey {
  /** When we cancelled it at the carrier, or before it got there. */
  readonly cancelledAt: string | null;
  readonly events: readonly ToldEvent[];
}

const rank = (state: TrackingState): number => trackingStates.indexOf(state);
const byTime = (a: ToldEvent, b: ToldEvent): number => (a.at < b.at ? -1 : a.at > b.at ? 1 : rank(a.state) - rank(b.state));

/**
 * The state of a shipment the carrier knows, whatever order its events came in: what the newest says, of one moment the one
 * further on the way. A journey that has ended stays ended, unless a newer event ends it in another way. What the adapter could
 * not translate says nothing beside what it could. A shipment we cancelled stays so, unless the carrier moved it afterwards.
 */
export function stateOf({ cancelledAt, events }: Journey): { state: TrackingState; at: string | null } {
  let now: { state: TrackingState; at: string | null } = { state: 'pending', at: null };
  for (const { state, at } of [...events].sort(byTime)) {
    if (isFinal(now.state) && !isFinal(state)) continue;
    if (state === 'unknown' && now.at !== null && now.state !== 'unknown') continue;
    now = { state, at };
  }
  if (cancelledAt === null) return now;
  const moved = now.at !== null && now.at > cancelledAt && now.state !== 'unknown' && now.state !== 'pending';
  return moved ? now : { state: 'cancelled', at: cancelledAt };
}
