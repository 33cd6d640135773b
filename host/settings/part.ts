import { Audit, Clock, Db, FieldCipher, Log, createTable, migration, provide } from '@sontechsp/sdk';
import { Version } from '../tokens.js';
import { KnownSecrets } from './known-secrets.js';
import { SealedValues, createSealedValues } from './sealed-values.js';
import { createSettings } from './settings.js';
import { settingRows } from './tables.js';
import { SettingsStore } from './token.js';
import type { Part } from '../part.js';

/** The values of every plugin's settings. */
export const part: Part = {
  tables: [settingRows],
  migrations: [migration('settings-001', [createTable(settingRows)])],
  provides: [
    provide(SealedValues, { cipher: FieldCipher, known: KnownSecrets, log: Log }, createSealedValues),
    provide(SettingsStore, { db: Db, version: Version, audit: Audit, clock: Clock, sealed: SealedValues }, createSettings),
  ],
};
