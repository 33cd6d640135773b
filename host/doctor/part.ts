import { check, type PluginSpec } from '@sontechsp/sdk';
import { damage } from './checks.js';

/** What the host itself promises about the database as a whole. */
export const part: Partial<PluginSpec> = {
  checks: [check('host.database.sound', 'The database itself finds nothing damaged.', damage)],
};
