import { Audit, Clock, Db, createTable, migration, provide } from '@sontechsp/sdk';
import { Version } from '../tokens.js';
import { createSettings } from './settings.js';
import { settingRows } from './tables.js';
import { SettingsStore } from './token.js';
import type { Part } from '../part.js';

/** The values of every plugin's settings. */
export const part: Part = {
  tables: [settingRows],
  migrations: [migration('settings-001', [createTable(settingRows)])],
  provides: [provide(SettingsStore, { db: Db, version: Version, audit: Audit, clock: Clock }, createSettings)],
};
