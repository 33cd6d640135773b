import { Db, list, listQuery, nullable, object, oneOf, optional, page, pageOfAll, route, t, text, uuid, instant } from '@sontechsp/sdk';
import { AccessBook } from '../identity/access.js';
import { callerOf } from '../identity/caller.js';
import { JobBook } from './book.js';
import { Leadership } from './leader.js';
import { JobOrders } from './orders.js';
import { JobRig } from './rig.js';
import { pageOfRuns } from './store.js';
import { runCauses, runStates } from './tables.js';

const run = t.Object({
  id: uuid(), state: oneOf(...runStates), cause: oneOf(...runCauses), askedBy: nullable(uuid()), dueAt: instant(), startedAt: nullable(instant()),
  endedAt: nullable(instant()), host: nullable(t.String()), fence: nullable(t.Integer()), message: nullable(t.String()), result: t.Unknown(),
});
const job = t.Object({
  id: uuid(), job: t.String(), plugin: t.String(), title: t.String(),
  schedule: t.Union([t.Object({ cron: t.String(), timeZone: t.String() }), t.Object({ everyMs: t.Integer() })]),
  per: oneOf('store', 'firm', 'host'), storeId: nullable(uuid()), storeName: nullable(t.String()),
  state: oneOf('off', 'scheduled', 'queued', 'running'), running: t.Boolean(), nextRunAt: nullable(instant()), lastRun: nullable(run),
});
const leading = t.Object({ enabled: t.Boolean(), host: t.String(), leader: nullable(t.Object({ host: t.String(), since: instant(), here: t.Boolean() })) });
const idParam = object({ id: uuid() });

export const routes = [
  route({
    method: 'GET', path: '/jobs', permission: 'host.settings', context: 'none', use: { book: JobBook, access: AccessBook, leadership: Leadership, rig: JobRig },
    query: listQuery({ storeId: optional(uuid()), plugin: optional(text(100)), state: optional(oneOf('off', 'scheduled', 'queued', 'running')) }),
    reply: t.Object({ items: list(job), nextCursor: nullable(t.String()), process: leading }),
    summary: 'Work by the clock: when it runs next, and how it went. `process` tells whether the answering one runs jobs, and who leads.',
    async handle({ query, scope, use }) {
      const [all, leader] = await Promise.all([use.book.list(await callerOf(use.access, scope), scope.language), use.leadership.current()]);
      const asked = all.filter(({ storeId, plugin, state }) => (query.storeId ?? storeId) === storeId && (query.plugin ?? plugin) === plugin && (query.state ?? state) === state);
      const { items, nextCursor } = pageOfAll(asked, query, ({ id, title }) => ({ id, name: title }));
      return {
        items, nextCursor,
        process: { enabled: use.rig.enabled, host: use.rig.host, leader: leader ? { host: leader.host, since: leader.since, here: leader.holder === use.rig.holder } : null },
      };
    },
  }),
  route({
    method: 'GET', path: '/jobs/:id/runs', permission: 'host.settings', context: 'none', use: { db: Db, book: JobBook, access: AccessBook },
    params: idParam, query: listQuery({ state: optional(oneOf(...runStates)) }), reply: page(run), summary: 'The runs of a job at its place, newest first.',
    async handle({ params, query, scope, use }) {
      const row = await use.book.row(await callerOf(use.access, scope), params.id);
      const { items, nextCursor } = await pageOfRuns(use.db, row.id, query.state, { sort: query.sort, cursor: query.cursor, limit: query.limit });
      return { items: items.map(one => use.book.run(one, scope.language)), nextCursor };
    },
  }),
  route({
    method: 'POST', path: '/jobs/:id/run', permission: 'host.settings', context: 'none', status: 202, use: { book: JobBook, access: AccessBook, orders: JobOrders },
    params: idParam, reply: run, summary: 'Runs a job now, whatever its schedule says.',
    async handle({ params, scope, use, once }) {
      const row = await use.book.row(await callerOf(use.access, scope), params.id);
      return once(async tx => use.book.run(await use.orders.runNow(tx, scope, row), scope.language));
    },
  }),
];
