import { FieldCipher, createTable, migration, provide } from '@sontechsp/sdk';
import { Keys } from '../tokens.js';
import { createFieldCipher } from './fields.js';
import { KeyRing } from './keys.js';
import { keyRows } from './tables.js';
import type { Part } from '../part.js';

/** The root key and what derives from it. */
export const part: Part = {
  tables: [keyRows],
  migrations: [migration('keys-001', [createTable(keyRows)])],
  provides: [
    provide(Keys, { ring: KeyRing }, ({ ring }) => ring),
    provide(FieldCipher, { keys: KeyRing }, createFieldCipher),
  ],
};
