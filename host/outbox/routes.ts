import { Db, Messages, People, Refusal, parseSort, route, toldMessage, type Scope } from '@sontechsp/sdk';
import { ConnectionNames, type ConnectionName } from '../adapters/connection-names.js';
import { AccessBook, mayEnter } from '../identity/access.js';
import { callerOf } from '../identity/caller.js';
import { OutboxDesk, type OutboxCase } from './desk.js';
import { countsOf, pageOfRows, type OutboxListed, type Sight } from './desk-store.js';
import { redact } from './redact.js';
import type { Evidence } from './tables.js';
import { closing, idParam, outboxCase, outboxCounts, outboxPage, outboxQuery } from './schemas.js';

const rights = { permission: 'host.settings', context: 'none' } as const;
const listing = { db: Db, access: AccessBook, messages: Messages, connections: ConnectionNames };
const acting = { desk: OutboxDesk, access: AccessBook, people: People, messages: Messages, connections: ConnectionNames };
interface Telling { readonly messages: Messages; readonly people: People; readonly connections: ConnectionNames }

/** Administrators see the firm's rows, whoever else may look those of the store they are at. */
async function sightOf(access: AccessBook, scope: Scope, storeId?: string): Promise<Sight> {
  const caller = await callerOf(access, scope);
  const stores = caller.stores === 'all' ? 'all' : new Set(scope.storeId === '' ? caller.stores : [scope.storeId]);
  if (storeId === undefined) return { firmId: scope.firmId, stores };
  if (!mayEnter({ stores }, storeId)) throw new Refusal('host.notFound', 404);
  return { firmId: scope.firmId, stores: new Set([storeId]) };
}

/** A lane that is a connection's id goes by its name too. */
const shown = (row: OutboxListed, connections: ReadonlyMap<string, ConnectionName>, tell: (kept: string) => string) => ({
  id: row.id, topic: row.topic, subscriber: row.subscriber, plugin: row.subscriber.split('.')[0]!, state: row.state, storeId: row.store_id || null,
  aggregate: row.aggregate, lane: row.lane, attempts: row.attempts, dueAt: row.due_at, createdAt: row.created_at, doneAt: row.done_at, closedBy: row.closed_by,
  connection: connections.get(row.lane) ?? null, lastError: row.last_error === null ? null : tell(row.last_error),
});
async function told({ row, history, waitsFor, rest }: OutboxCase, { language }: Pick<Scope, 'language'>, { people, messages, connections }: Telling) {
  const tell = (kept: string): string => toldMessage(messages, language, kept);
  const evidenceTold = (evidence: Evidence | null) => evidence && { ...evidence, message: tell(evidence.message) };
  const names = await people.names(row.firm_id, [...new Set(history.flatMap(line => line.user_id ?? []))]);
  return {
    ...shown(row, await connections.of(row.firm_id, [row.lane]), tell), payload: redact(row.payload), answer: redact(row.answer), evidence: evidenceTold(row.evidence), inDoubt: row.in_doubt, leasedUntil: row.leased_until,
    waitsFor: waitsFor ?? null,
    laneRest: rest ? { reason: rest.reason, restsUntil: rest.rests_until, lastError: tell(rest.last_error) } : null,
    history: history.map(line => ({
      at: line.at, attempt: line.attempt, state: line.state, userId: line.user_id, userName: line.user_id === null ? null : names.get(line.user_id) ?? null,
      // A person's reason is their own words.
      note: line.note === null || line.user_id !== null ? line.note : tell(line.note), evidence: evidenceTold(line.evidence),
    })),
  };
}

export const routes = [
  route({
    ...rights, method: 'GET', path: '/outbox', use: listing, query: outboxQuery, reply: outboxPage,
    summary: 'What is to be told to other systems or was, newest first.',
    async handle({ query: { state, topic, subscriber, plugin, aggregate, storeId, q, sort, cursor, limit }, scope, use }) {
      const { items, nextCursor } = await pageOfRows(use.db, {
        ...await sightOf(use.access, scope, storeId), state, plugin, q, equal: { topic, subscriber, aggregate },
        paging: { sort: parseSort(sort, { createdAt: 'id' }, '-createdAt'), cursor, limit },
      });
      const connections = await use.connections.of(scope.firmId, items.map(row => row.lane));
      return { items: items.map(row => shown(row, connections, kept => toldMessage(use.messages, scope.language, kept))), nextCursor };
    },
  }),
  route({
    ...rights, method: 'GET', path: '/outbox/counts', use: { db: Db, access: AccessBook }, reply: outboxCounts, summary: 'How many rows are in each state that is not an end.',
    handle: async ({ scope, use }) => ({ counts: await countsOf(use.db, await sightOf(use.access, scope)) }),
  }),
  route({
    ...rights, method: 'GET', path: '/outbox/:id', use: acting, params: idParam, reply: outboxCase, summary: 'A row with its payload, last answer and history.',
    handle: async ({ params, scope, use }) => told(await use.desk.case(await sightOf(use.access, scope), params.id), scope, use),
  }),
  route({
    ...rights, method: 'POST', path: '/outbox/:id/retry', use: acting, params: idParam, reply: outboxCase, summary: 'Tries a row again now.',
    handle: async ({ params, scope, use }) => told(await use.desk.retry(scope, await sightOf(use.access, scope), params.id), scope, use),
  }),
  route({
    ...rights, method: 'POST', path: '/outbox/:id/cancel', use: acting, params: idParam, reply: outboxCase, summary: 'Gives a row up: it is not sent.',
    handle: async ({ params, scope, use }) => told(await use.desk.cancel(scope, await sightOf(use.access, scope), params.id), scope, use),
  }),
  route({
    ...rights, method: 'POST', path: '/outbox/:id/done', use: acting, params: idParam, body: closing, reply: outboxCase,
    summary: 'Marks a row as done by hand, with the reason.',
    handle: async ({ params, body, scope, use }) => told(await use.desk.done(scope, await sightOf(use.access, scope), params.id, body.reason), scope, use),
  }),
];
