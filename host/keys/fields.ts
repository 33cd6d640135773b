import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { FieldCipher } from '@sontechsp/sdk';
import type { KeyRing } from './keys.js';

const VERSION = 'v1';

/** Sixty-four bits: that two of a million values share a mark happens once in forty million times, and then a search finds a row too many. */
const MARK_DIGITS = 16;

export function createFieldCipher({ keys }: { keys: KeyRing }): FieldCipher {
  const key = async () => (await keys.open()).derive('fields');
  return {
    async seal(place, plain) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', await key(), iv).setAAD(Buffer.from(place));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return [VERSION, Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')].join('.');
    },
    async mark(place, value) {
      return createHmac('sha256', (await keys.open()).derive('marks')).update(JSON.stringify([place, value])).digest('hex').slice(0, MARK_DIGITS);
    },
    async open(place, sealed) {
      const [version, data] = sealed.split('.');
      if (version !== VERSION || !data) throw new Error(`The encrypted field ${place} has an unknown form.`);
      const bytes = Buffer.from(data, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', await key(), bytes.subarray(0, 12)).setAAD(Buffer.from(place));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    },
  };
}
