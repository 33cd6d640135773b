import { Approvals, Audit, Clock, Db, Ids, addColumns, createTable, migration, permission, provide } from '@sontechsp/sdk';
import { AccessBook } from '../identity/access.js';
import { Passwords } from '../identity/passwords.js';
import { SessionBook } from '../identity/session-book.js';
import { KeyRing } from '../keys/keys.js';
import type { Part } from '../part.js';
import { ApprovalDesk, createApprovalDesk } from './approvals.js';
import { deviceRoutes } from './device-routes.js';
import { Devices, createDevices } from './devices.js';
import en from './locales/en.json' with { type: 'json' };
import ru from './locales/ru.json' with { type: 'json' };
import tr from './locales/tr.json' with { type: 'json' };
import uz from './locales/uz.json' with { type: 'json' };
import { Pins, createPins } from './pins.js';
import { errors } from './refusals.js';
import { pinRoutes } from './routes.js';
import { approvals, approvalsFirst, devices, pins, worth } from './tables.js';
import { TillSignIn, createTillSignIn } from './till-sign-in.js';


/** Tills that know their people by PIN, and permissions given on the spot. */
export const part: Part = {
  permissions: [permission('host.pin.unlock', { manager: true, admin: true })],
  tables: [pins, devices, approvals],
  migrations: [
    migration('pin-001', [createTable(pins), createTable(devices), createTable(approvalsFirst)]),
    migration('pin-002-worth', [addColumns('onaylar', worth)]),
  ],
  provides: [
    provide(Pins, { db: Db, clock: Clock, keys: KeyRing, passwords: Passwords }, createPins),
    provide(Devices, { db: Db, clock: Clock, ids: Ids }, createDevices),
    provide(TillSignIn, { devices: Devices, pins: Pins, access: AccessBook, book: SessionBook, audit: Audit }, createTillSignIn),
    provide(ApprovalDesk, { db: Db, made: { clock: Clock, ids: Ids }, pins: Pins, access: AccessBook, audit: Audit }, createApprovalDesk),
    provide(Approvals, { desk: ApprovalDesk }, ({ desk }) => desk),
  ],
  routes: [...pinRoutes, ...deviceRoutes],
  errors: [errors],
  locales: { tr, en, ru, uz },
};
