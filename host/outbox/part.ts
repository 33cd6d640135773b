import { check } from '@sontechsp/sdk';
import type { Part } from '../part.js';
import { toldTwice } from './checks.js';
import first from './migrations/001-first.js';
import states from './migrations/002-states.js';
import { outboxAttempts, outboxLanes, outboxRows } from './tables.js';

export const part: Part = {
  tables: [outboxRows, outboxAttempts, outboxLanes],
  migrations: [first, states],
  checks: [check('host.outbox.once', 'A fact has exactly one outbox row per topic and subscriber.', toldTwice)],
};
