import { job } from '@sontechsp/sdk';
import { Tracker } from './tracker.js';

/** Each shipment has its own pace (`pace.ts`); the job only looks which are due. */
export const track = job({ id: 'kargo.track', schedule: { everyMs: 60_000 }, per: 'store', timeoutMs: 5 * 60_000, use: { tracker: Tracker } },
  ({ scope, signal, tracker }) => tracker.run(scope, signal));
