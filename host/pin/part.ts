import { Approvals, Audit, Clock, Db, Ids, createTable, migration, permission, provide } from '@sontechsp/sdk';
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
import { approvals, devices, pins } from './tables.js';
import { TillSignIn, createTillSignIn } from './till-sign-in.js';

const tables = [pins, devices, approvals];

/** Tills that know their people by PIN, and permissions given on the spot. */
export const part: Part = {
  permissions: [permission('host.pin.unlock', { manager: true, admin: true })],
  tables,
  migrations: [migration('pin-001', tables.map(createTable))],
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
