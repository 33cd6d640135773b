import { Db, People, Refusal, parseSort, route, type Scope } from '@sontechsp/sdk';
import { AccessBook, mayEnter } from '../identity/access.js';
import { callerOf } from '../identity/caller.js';
import { OutboxDesk, type OutboxCase } from './desk.js';
import { countsOf, pageOfRows, type OutboxListed, type Sight } from './desk-store.js';
import { redact } from './redact.js';
import { closing, idParam, outboxCase, outboxCounts, outboxPage, outboxQuery } from './schemas.js';

const rights = { permission: 'host.settings', context: 'none' } as const;
const acting = { desk: OutboxDesk, access: AccessBook, people: People };

/** Administrators see the firm's rows, whoever else may look those of the store they are at. */
async function sightOf(access: AccessBook, scope: Scope, storeId?: string): Promise<Sight> {
  const caller = await callerOf(access, scope);
  const stores = caller.stores === 'all' ? 'all' : new Set(scope.storeId === '' ? caller.stores : [scope.storeId]);
  if (storeId === undefined) return { firmId: scope.firmId, stores };
  if (!mayEnter({ stores }, storeId)) throw new Refusal('host.notFound', 404);
  return { firmId: scope.firmId, stores: new Set([storeId]) };
}

const shown = (row: OutboxListed) => ({
  id: row.id, topic: row.topic, subscriber: row.subscriber, plugin: row.subscriber.split('.')[0]!, state: row.state, storeId: row.store_id || null,
  aggregate: row.aggregate, lane: row.lane, attempts: row.attempts, dueAt: row.due_at, createdAt: row.created_at, doneAt: row.done_at, closedBy: row.closed_by,
  lastError: row.last_error,
});
async function told({ row, history, waitsFor, rest }: OutboxCase, people: People) {
  const names = await people.names(row.firm_id, [...new Set(history.flatMap(line => line.user_id ?? []))]);
  return {
    ...shown(row), payload: redact(row.payload), answer: redact(row.answer), evidence: row.evidence, inDoubt: row.in_doubt, leasedUntil: row.leased_until,
    waitsFor: waitsFor ?? null,
    laneRest: rest ? { reason: rest.reason, restsUntil: rest.rests_until, lastError: rest.last_error } : null,
    history: history.map(line => ({
      at: line.at, attempt: line.attempt, state: line.state, userId: line.user_id, userName: line.user_id === null ? null : names.get(line.user_id) ?? null,
      note: line.note, evidence: line.evidence,
    })),
  };
}

export const routes = [
  route({
    ...rights, method: 'GET', path: '/outbox', use: { db: Db, access: AccessBook }, query: outboxQuery, reply: outboxPage,
    summary: 'What is to be told to other systems or was, newest first.',
    async handle({ query: { state, topic, subscriber, plugin, aggregate, storeId, q, sort, cursor, limit }, scope, use }) {
      const { items, nextCursor } = await pageOfRows(use.db, {
        ...await sightOf(use.access, scope, storeId), state, plugin, q, equal: { topic, subscriber, aggregate },
        paging: { sort: parseSort(sort, { createdAt: 'id' }, '-createdAt'), cursor, limit },
      });
      return { items: items.map(shown), nextCursor };
    },
  }),
  route({
    ...rights, method: 'GET', path: '/outbox/counts', use: { db: Db, access: AccessBook }, reply: outboxCounts, summary: 'How many rows are in each state that is not an end.',
    handle: async ({ scope, use }) => ({ counts: await countsOf(use.db, await sightOf(use.access, scope)) }),
  }),
  route({
    ...rights, method: 'GET', path: '/outbox/:id', use: acting, params: idParam, reply: outboxCase, summary: 'A row with its payload, last answer and history.',
    handle: async ({ params, scope, use }) => told(await use.desk.case(await sightOf(use.access, scope), params.id), use.people),
  }),
  route({
    ...rights, method: 'POST', path: '/outbox/:id/retry', use: acting, params: idParam, reply: outboxCase, summary: 'Tries a row again now.',
    handle: async ({ params, scope, use }) => told(await use.desk.retry(scope, await sightOf(use.access, scope), params.id), use.people),
  }),
  route({
    ...rights, method: 'POST', path: '/outbox/:id/cancel', use: acting, params: idParam, reply: outboxCase, summary: 'Gives a row up: it is not sent.',
    handle: async ({ params, scope, use }) => told(await use.desk.cancel(scope, await sightOf(use.access, scope), params.id), use.people),
  }),
  route({
    ...rights, method: 'POST', path: '/outbox/:id/done', use: acting, params: idParam, body: closing, reply: outboxCase,
    summary: 'Marks a row as done by hand, with the reason.',
    handle: async ({ params, body, scope, use }) => told(await use.desk.done(scope, await sightOf(use.access, scope), params.id, body.reason), use.people),
  }),
];
