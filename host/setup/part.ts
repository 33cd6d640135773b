import { Audit, Clock, Db, Ids, Log, provide } from '@sontechsp/sdk';
import { Passwords } from '../identity/passwords.js';
import { PermissionSync } from '../identity/permission-sync.js';
import { Places } from '../tenancy/places.js';
import { PluginStates, Registry } from '../tokens.js';
import { Demos } from './demos.js';
import { errors } from './errors.js';
import en from './locales/en.json' with { type: 'json' };
import ru from './locales/ru.json' with { type: 'json' };
import tr from './locales/tr.json' with { type: 'json' };
import uz from './locales/uz.json' with { type: 'json' };
import { routes } from './routes.js';
import { Setup, createSetup } from './setup.js';
import type { Part } from '../part.js';

/** The first run. */
export const part: Part = {
  errors: [errors],
  provides: [provide(Setup, {
    data: { db: Db, clock: Clock, ids: Ids }, places: Places, people: { permissions: PermissionSync, passwords: Passwords },
    plugins: { registry: Registry, states: PluginStates, demos: Demos }, audit: Audit, log: Log,
  }, createSetup)],
  routes,
  locales: { tr, en, ru, uz },
};
