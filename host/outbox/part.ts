import { Audit, Clock, Db, Ids, Live, Outbox, check, provide } from '@sontechsp/sdk';
import type { Part } from '../part.js';
import { strayRows, toldTwice } from './checks.js';
import { OutboxDesk, createOutboxDesk } from './desk.js';
import en from './locales/en.json' with { type: 'json' };
import ru from './locales/ru.json' with { type: 'json' };
import tr from './locales/tr.json' with { type: 'json' };
import uz from './locales/uz.json' with { type: 'json' };
import first from './migrations/001-first.js';
import states from './migrations/002-states.js';
import room from './migrations/003-room.js';
import { errors } from './refusals.js';
import { routes } from './routes.js';
import { outboxAttempts, outboxLanes, outboxRows } from './tables.js';

export const part: Part = {
  tables: [outboxRows, outboxAttempts, outboxLanes],
  migrations: [first, states, room],
  provides: [provide(OutboxDesk, { db: Db, outbox: Outbox, audit: Audit, live: Live, made: { clock: Clock, ids: Ids } }, createOutboxDesk)],
  errors: [errors],
  routes,
  checks: [
    check('host.outbox.once', 'A fact has exactly one outbox row per topic and subscriber.', toldTwice),
    check('host.outbox.times', 'An outbox row that waits has a time when it is due, one that ended has its end, and no other does.', strayRows),
  ],
  locales: { tr, en, ru, uz },
};
