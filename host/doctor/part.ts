import { check } from '@sontechsp/sdk';
import { damage } from './checks.js';
import type { Part } from '../part.js';

/** What the host itself promises about the database as a whole. */
export const part: Part = {
  checks: [check('host.database.sound', 'The database itself finds nothing damaged.', damage)],
};
