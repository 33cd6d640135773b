import type { Ids } from '@sontechsp/sdk';
import type { TestClock } from '@sontechsp/sdk/testing';

export function testClock(start: string): TestClock {
  let time = Date.parse(start);
  return { now: () => new Date(time).toISOString(), set: instant => void (time = Date.parse(instant)), advance: ms => void (time += ms) };
}

/** UUIDs of version 7 in the order of their making, the same in every run. */
export function fixedIds(): Ids {
  let made = 0;
  return { next: () => `00000000-0000-7000-8000-${(++made).toString(16).padStart(12, '0')}` };
}
