import { Clock, Db, Log, createTable, migration, provide } from '@sontechsp/sdk';
import { Config, Keys } from '../tokens.js';
import { FieldCipher, createFieldCipher } from './fields.js';
import { KeyRing, createKeyRing } from './keys.js';
import { keyRows } from './tables.js';
import type { Part } from '../part.js';

/** The root key and what derives from it. */
export const part: Part = {
  tables: [keyRows],
  migrations: [migration('keys-001', [createTable(keyRows)])],
  provides: [
    provide(KeyRing, { config: Config, db: Db, clock: Clock, log: Log }, createKeyRing),
    provide(Keys, { ring: KeyRing }, ({ ring }) => ring),
    provide(FieldCipher, { keys: KeyRing }, createFieldCipher),
  ],
};
