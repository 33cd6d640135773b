import { Db, People, instant, listQuery, nullable, optional, page, parseSort, route, t, text, toUtc, uuid } from '@sontechsp/sdk';
import { AccessBook } from '../identity/access.js';
import { callerOf } from '../identity/caller.js';
import { pageOfAudit } from './store.js';

const row = t.Object({
  id: uuid(), sequence: t.Integer(), at: instant(), userId: nullable(uuid()), userName: nullable(t.String()), storeId: nullable(uuid()),
  terminalId: nullable(uuid()), action: t.String(), subjectType: t.String(), subjectId: t.String(), details: t.Record(t.String(), t.Unknown()),
  requestId: t.String(), hash: t.String(),
});

export const routes = [
  route({
    method: 'GET', path: '/audit', permission: 'host.audit.read', context: 'none', summary: 'Who did what, newest first.',
    query: listQuery({
      from: optional(instant()), to: optional(instant()), userId: optional(uuid()), action: optional(text(100)), subjectType: optional(text(100)),
      subjectId: optional(text(100)),
    }),
    reply: page(row),
    use: { db: Db, people: People, access: AccessBook },
    async handle({ query, scope, use }) {
      const caller = await callerOf(use.access, scope);
      const { items, nextCursor } = await pageOfAudit(use.db, {
        firmId: scope.firmId,
        stores: caller.stores,
        from: query.from && toUtc(query.from),
        to: query.to && toUtc(query.to, '/to'),
        q: query.q,
        equal: { user_id: query.userId, action: query.action, subject_type: query.subjectType, subject_id: query.subjectId },
        paging: { sort: parseSort(query.sort, { at: 'sequence' }, '-at'), cursor: query.cursor, limit: query.limit },
      });
      const names = await use.people.names(scope.firmId, [...new Set(items.flatMap(r => r.user_id ?? []))]);
      return {
        items: items.map(r => ({
          id: r.id, sequence: r.sequence, at: r.happened_at, userId: r.user_id, userName: r.user_id === null ? null : names.get(r.user_id) ?? null,
          storeId: r.store_id, terminalId: r.terminal_id, action: r.action, subjectType: r.subject_type, subjectId: r.subject_id, details: r.details,
          requestId: r.request_id, hash: r.hash,
        })),
        nextCursor,
      };
    },
  }),
];
