import { definePlugin, type Plugin } from '@sontechsp/sdk';
import { part as adapters } from './adapters/part.js';
import { part as audit } from './audit/part.js';
import { part as background } from './background/part.js';
import { databasePart as database } from './database/part.js';
import { part as doctor } from './doctor/part.js';
import { part as http } from './http/part.js';
import { part as identity } from './identity/part.js';
import { part as jobs } from './jobs/part.js';
import { part as keys } from './keys/part.js';
import { part as live } from './live/part.js';
import { part as outbox } from './outbox/part.js';
import { part as pin } from './pin/part.js';
import { part as plugins } from './plugins/part.js';
import { part as settings } from './settings/part.js';
import { part as setup } from './setup/part.js';
import { part as tenancy } from './tenancy/part.js';
import { part as web } from './web/part.js';
import { mergeLocales } from './messages/merge.js';
import type { Part } from './part.js';

/** In the order their migrations run. */
const parts: readonly Part[] = [database, keys, tenancy, identity, pin, settings, audit, plugins, adapters, http, outbox, live, jobs, background, doctor, setup, web];

const all = <K extends 'permissions' | 'tables' | 'migrations' | 'provides' | 'routes' | 'errors' | 'checks' | 'topics' | 'outbox' | 'jobs'>(key: K) =>
  parts.flatMap(part => (part[key] ?? []) as never[]) as NonNullable<Part[K]>;

/** The host's own rooms as one plugin that is never off and whose routes mount at `/api`. */
export const core: Plugin = definePlugin({
  id: 'host',
  name: 'SONTECHSP',
  version: '0.1.0',
  permissions: all('permissions'),
  tables: all('tables'),
  migrations: all('migrations'),
  provides: all('provides'),
  errors: all('errors'),
  routes: all('routes'),
  checks: all('checks'),
  topics: all('topics'),
  outbox: all('outbox'),
  jobs: all('jobs'),
  locales: mergeLocales(parts.map(part => part.locales ?? {})),
});
