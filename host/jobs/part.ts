import { Audit, Db, Ids, Log, Messages, createTable, migration, provide } from '@sontechsp/sdk';
import type { Part } from '../part.js';
import { KnownSecrets } from '../settings/known-secrets.js';
import { Database, PluginStates, Registry, Version } from '../tokens.js';
import { JobBook, createJobBook } from './book.js';
import { DeclaredJobs, createDeclaredJobs } from './declared.js';
import { JobDesk, createJobDesk } from './desk.js';
import { Leadership, createLeadership } from './leader.js';
import en from './locales/en.json' with { type: 'json' };
import ru from './locales/ru.json' with { type: 'json' };
import tr from './locales/tr.json' with { type: 'json' };
import uz from './locales/uz.json' with { type: 'json' };
import { JobOrders, createJobOrders } from './orders.js';
import { ownJobs } from './own-jobs.js';
import { JobPlaces, createJobPlaces } from './places.js';
import { errors } from './refusals.js';
import { JobRig, JobTime } from './rig.js';
import { routes } from './routes.js';
import { JobRunner, createJobRunner } from './runner.js';
import { databaseNow } from './store.js';
import { JobSync, createJobSync } from './sync.js';
import { jobLeader, jobRows, jobRuns } from './tables.js';
import { Workplace, createWorkplace } from './workplace.js';

const tables = [jobRows, jobRuns, jobLeader];

/** Work by the clock, once across all hosts of a database. */
export const part: Part = {
  tables,
  migrations: [migration('jobs-001', tables.map(createTable))],
  provides: [
    provide(JobTime, { rig: JobRig }, ({ rig }) => ({ now: async db => rig.clock?.now() ?? databaseNow(db) })),
    provide(DeclaredJobs, { registry: Registry }, createDeclaredJobs),
    provide(JobPlaces, { db: Db, states: PluginStates, version: Version }, createJobPlaces),
    provide(JobSync, { db: Db, declared: DeclaredJobs, places: JobPlaces, version: Version, time: JobTime, ids: Ids }, createJobSync),
    provide(Leadership, { db: Db, rig: JobRig, time: JobTime, declared: DeclaredJobs }, createLeadership),
    provide(JobDesk, { db: Db, rig: JobRig, time: JobTime, ids: Ids, declared: DeclaredJobs, places: JobPlaces }, createJobDesk),
    provide(Workplace, { desk: JobDesk, declared: DeclaredJobs, places: JobPlaces, rig: JobRig, secrets: KnownSecrets, log: Log }, createWorkplace),
    provide(JobRunner, {
      database: Database, version: Version, log: Log, rig: JobRig, work: { desk: JobDesk, places: JobPlaces, workplace: Workplace },
      lead: { leadership: Leadership, sync: JobSync },
    }, createJobRunner),
    provide(JobBook, { db: Db, declared: DeclaredJobs, places: JobPlaces, sync: JobSync, time: JobTime, messages: Messages }, createJobBook),
    provide(JobOrders, { database: Database, rig: JobRig, places: JobPlaces, time: JobTime, ids: Ids, audit: Audit }, createJobOrders),
  ],
  errors: [errors],
  routes,
  jobs: ownJobs,
  locales: { tr, en, ru, uz },
};
