import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createToken } from '@sontechsp/sdk';
import type { KeyRing } from './keys.js';

/**
 * Encrypts single fields at rest (AES-256-GCM). `place` names where the value belongs, such as `kullanicilar.identity_number:<id>`,
 * and is authenticated: a value copied to another row does not open.
 */
export interface FieldCipher {
  seal(place: string, plain: string): Promise<string>;
  open(place: string, sealed: string): Promise<string>;
}
export const FieldCipher = createToken<FieldCipher>('host.fieldCipher');

const VERSION = 'v1';

export function createFieldCipher({ keys }: { keys: KeyRing }): FieldCipher {
  const key = async () => (await keys.open()).derive('fields');
  return {
    async seal(place, plain) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', await key(), iv).setAAD(Buffer.from(place));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return [VERSION, Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')].join('.');
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
