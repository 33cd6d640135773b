import { randomFillSync } from 'node:crypto';
import type { Ids } from '@sontechsp/sdk';
import { v7 as uuidv7 } from 'uuid';

const WIDTH = 16;
const IN_A_BLOCK = 256;
const LAST_SEQUENCE = 0xffff_ffff;

/**
 * UUIDv7s in the order of their making (RFC 9562, 6.2, method 1). Randomness is drawn in blocks: a sale makes a dozen ids, and
 * a call of the system for each would cost more than the rest of them.
 */
export function createIds(): Ids {
  const block = new Uint8Array(WIDTH * IN_A_BLOCK);
  let at = block.length;
  let msecs = 0;
  let seq = 0;

  function random(): Uint8Array {
    if (at >= block.length) {
      randomFillSync(block);
      at = 0;
    }
    return block.subarray(at, at += WIDTH);
  }
  return {
    next() {
      const bytes = random();
      const now = Date.now();
      if (now > msecs) {
        msecs = now;
        // A quarter of the range, so that the millisecond has room for more.
        seq = ((bytes[6]! & 0x3f) << 24 | bytes[7]! << 16 | bytes[8]! << 8 | bytes[9]!) >>> 0;
      } else if (seq === LAST_SEQUENCE) {
        msecs++;
        seq = 0;
      } else seq++;
      return uuidv7({ random: bytes, msecs, seq });
    },
  };
}
