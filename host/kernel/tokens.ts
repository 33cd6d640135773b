import { createToken, type Plugin, type Uses } from '@sontechsp/sdk';
import type { ActivationMarks as Marks } from './activation-marks.js';
import type { FaultRecord } from './fault-record.js';
import type { HookOrder } from './hooks.js';
import type { Meter } from './meter.js';

/** What the host's rooms may ask of the kernel. */
export const Faults = createToken<FaultRecord>('host.faults');
export const ActivationMarks = createToken<Marks>('host.activationMarks');
export const CostMeter = createToken<Meter>('host.costMeter');

/** Who taps which hook, in the order the taps run. */
export interface TapBook {
  order(): HookOrder[];
}
export const TapBook = createToken<TapBook>('host.tapBook');

/** Makes what a plugin's own declaration asks for. */
export interface Wiring {
  use(plugin: Plugin, uses: Uses): Record<string, unknown>;
}
export const Wiring = createToken<Wiring>('host.wiring');
