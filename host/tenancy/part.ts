import { Audit, Clock, Db, Ids, Tenancy, createTable, migration, provide } from '@sontechsp/sdk';
import { Version } from '../tokens.js';
import { PlaceChanges, createPlaceChanges } from './changes.js';
import en from './locales/en.json' with { type: 'json' };
import ru from './locales/ru.json' with { type: 'json' };
import tr from './locales/tr.json' with { type: 'json' };
import uz from './locales/uz.json' with { type: 'json' };
import { Places, createPlaces } from './places.js';
import { errors } from './refusals.js';
import { routes } from './routes.js';
import { firms, stores, terminals, warehouses } from './tables.js';
import { createTenancy } from './tenancy.js';
import type { Part } from '../part.js';

const tables = [firms, stores, terminals, warehouses];

/** Firms, stores, terminals and warehouses. */
export const part: Part = {
  tables,
  migrations: [migration('tenancy-001', tables.map(createTable))],
  provides: [
    provide(Tenancy, { db: Db, version: Version }, createTenancy),
    provide(Places, { clock: Clock, ids: Ids, version: Version }, createPlaces),
    provide(PlaceChanges, { db: Db, places: Places, version: Version, audit: Audit, clock: Clock }, createPlaceChanges),
  ],
  routes,
  errors: [errors],
  locales: { tr, en, ru, uz },
};
