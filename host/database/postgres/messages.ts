import type { Param } from '@sontechsp/sdk';

/** Messages are written one behind the other into a piece of memory this long, and into the next when it is full. */
const SLAB = 64 * 1024;
let slab = Buffer.allocUnsafeSlow(SLAB);
/** Where the messages begin that were not taken yet, and where the next goes. */
let from = 0;
let at = 0;
/** What was written into earlier pieces. */
let full: Buffer[] = [];

/** Makes sure that a message fits. What was taken stays as it is: it may still be on its way to the socket. */
function reserve(bytes: number): void {
  if (at + bytes <= slab.length) return;
  if (at > from) full.push(slab.subarray(from, at));
  slab = Buffer.allocUnsafeSlow(Math.max(SLAB, bytes));
  from = at = 0;
}
function int32(value: number, where: number): void {
  slab[where] = value >>> 24;
  slab[where + 1] = value >>> 16;
  slab[where + 2] = value >>> 8;
  slab[where + 3] = value;
}
function int16(value: number): void {
  slab[at++] = value >>> 8;
  slab[at++] = value;
}
/** A character of JavaScript takes at most three bytes in UTF-8; a number or truth value is short. */
const mostBytes = (value: Param): number => 4 + (typeof value === 'string' ? value.length * 3 : 24);
function text(value: string): void {
  at += slab.write(value, at, 'utf8');
}

/**
 * The messages of a flight as bytes (PostgreSQL manual, 55.7), all in one piece of memory: written one by one by the driver, each
 * with a buffer of its own that grows as it is filled, they cost a host that sells a twentieth of its time.
 */
export const messages = {
  /** Values go as text, null as a length of -1, for the unnamed portal. */
  bind(statement: string, values: readonly Param[]): void {
    let most = 32 + statement.length * 3;
    for (const value of values) most += mostBytes(value);
    reserve(most);
    slab[at] = 0x42;
    const begin = at + 1;
    at += 5;
    slab[at++] = 0;
    text(statement);
    slab[at++] = 0;
    // No format codes: all are text.
    int16(0);
    int16(values.length);
    for (const value of values) {
      const length = at;
      at += 4;
      if (value === null) int32(-1, length);
      else {
        text(typeof value === 'string' ? value : String(value));
        int32(at - length - 4, length);
      }
    }
    int16(0);
    int32(at - begin, begin);
  },
  /** Asks what columns the unnamed portal gives. */
  describe(): void {
    add([0x44, 0, 0, 0, 6, 0x50, 0]);
  },
  execute(): void {
    add([0x45, 0, 0, 0, 9, 0, 0, 0, 0, 0]);
  },
  sync(): void {
    add([0x53, 0, 0, 0, 4]);
  },
  /** What was written since the last time. */
  take(): Buffer[] {
    const taken = full;
    if (at > from) taken.push(slab.subarray(from, at));
    this.drop();
    return taken;
  },
  /** Forgets what was begun and never taken. */
  drop(): void {
    from = at;
    full = [];
  },
};
function add(bytes: readonly number[]): void {
  reserve(bytes.length);
  for (const byte of bytes) slab[at++] = byte;
}
