import { createToken, type FieldCipher, type Log } from '@sontechsp/sdk';
import type { TObject } from 'typebox';
import type { KnownSecrets } from './known-secrets.js';
import { isSet, secretNames, type Values } from './secret-fields.js';

/** Turns the secrets among the values of a form into what may stand in a database, and back. */
export interface SealedValues {
  /** `place` names the row, and is part of the seal: a secret copied to another row does not open. */
  seal(place: string, schema: TObject, values: Values): Promise<Values>;
  /** A secret that does not open, since the root key is another one, comes back as not set, and the log says so. */
  open(place: string, schema: TObject, stored: Values): Promise<Values>;
}
export const SealedValues = createToken<SealedValues>('host.sealedValues');

interface Sealed { readonly sealed: string }
const isSealed = (value: unknown): value is Sealed => typeof (value as Sealed | null)?.sealed === 'string';

export function createSealedValues({ cipher, known, log }: { cipher: FieldCipher; known: KnownSecrets; log: Log }): SealedValues {
  return {
    async seal(place, schema, values) {
      const stored: Values = { ...values };
      for (const name of secretNames(schema)) {
        const value = stored[name];
        delete stored[name];
        if (!isSet(value)) continue;
        known.add([value]);
        stored[name] = { sealed: await cipher.seal(`${place}.${name}`, value) } satisfies Sealed;
      }
      return stored;
    },
    async open(place, schema, stored) {
      const values: Values = { ...stored };
      for (const name of secretNames(schema)) {
        const value = values[name];
        delete values[name];
        if (!isSealed(value)) continue;
        try {
          const clear = await cipher.open(`${place}.${name}`, value.sealed);
          known.add([clear]);
          values[name] = clear;
        } catch {
          log.error({ place, field: name }, 'A secret cannot be opened with the root key in use. Start with the key it was made with, or enter the secret again.');
        }
      }
      return values;
    },
  };
}
