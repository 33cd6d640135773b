/**
 * When keys were pressed, on a clock that stands still while the page was busy. A program that presses keys one after another
 * (a remote desktop, a test) waits until each was heard, so a busy page stretches the gaps between them; the keys of a real
 * keyboard queue up meanwhile, and keep their own times.
 */
export interface KeyTimes {
  /** The time of an event on that clock. `heardAt`: now. */
  of(pressedAt: number, heardAt: number): number;
}

/** Delays below this are no stall. */
const USUAL = 8;

export function createKeyTimes(): KeyTimes {
  let stalled = 0;
  let last = { pressed: -Infinity, heard: -Infinity };
  return {
    of(pressedAt, heardAt) {
      const delay = last.heard - last.pressed;
      if (pressedAt >= last.heard && delay > USUAL) stalled += delay;
      last = { pressed: pressedAt, heard: Math.max(heardAt, pressedAt) };
      return pressedAt - stalled;
    },
  };
}
