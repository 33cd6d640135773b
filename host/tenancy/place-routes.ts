import { Db, page, parseSort, route, type Queries, type Route, type Schema, type Scope, type Shape, type Tx } from '@sontechsp/sdk';
import { AccessBook, mayEnter, type UserAccess } from '../identity/access.js';
import { callerOf } from '../identity/caller.js';
import { PlaceChanges } from './changes.js';
import { errors } from './refusals.js';
import { idParam, partQuery, storeQuery } from './schemas.js';
import type { PlaceFilter } from './store.js';

/** What is the same of stores, terminals and warehouses: listed for whom they concern, added, and changed but for their code. */
export interface PlaceKind<New extends Schema, Change extends Schema, Reply extends Schema, Row> {
  readonly path: string;
  readonly summaries: readonly [list: string, add: string, change: string];
  readonly query: typeof storeQuery | typeof partQuery;
  readonly body: New;
  readonly change: Change;
  readonly reply: Reply;
  pageOf(db: Queries, filter: PlaceFilter): Promise<{ items: Row[]; nextCursor: string | null }>;
  shown(row: Row): Shape<Reply>;
  add(changes: PlaceChanges, at: [Tx, Scope, UserAccess], body: Shape<New>): Promise<Shape<Reply>>;
  alter(changes: PlaceChanges, at: [Scope, UserAccess], id: string, change: Shape<Change>): Promise<Shape<Reply>>;
}

/** The three routes of a kind of place. */
export function placeRoutes<N extends Schema, C extends Schema, R extends Schema, Row>(kind: PlaceKind<N, C, R, Row>): Route[] {
  const { path, summaries: [list, add, change] } = kind;
  // What is replied is typed by `PlaceKind`; the compiler cannot work it out for every kind at once.
  const reply: Schema = kind.reply;
  return [
    route({
      method: 'GET', path, permission: 'signedIn', context: 'none', summary: list, query: kind.query, reply: page(reply), use: { db: Db, access: AccessBook },
      async handle({ query, scope, use }) {
        const { items, nextCursor } = await kind.pageOf(use.db, filterOf(scope, await callerOf(use.access, scope), query));
        return { items: items.map(kind.shown), nextCursor };
      },
    }),
    route({
      method: 'POST', path, permission: 'host.tenancy', context: 'none', status: 201, summary: add, body: kind.body, reply,
      use: { access: AccessBook, changes: PlaceChanges },
      async handle({ body, scope, use, once }) {
        const caller = await callerOf(use.access, scope);
        return once(tx => kind.add(use.changes, [tx, scope, caller], body as Shape<N>));
      },
    }),
    route({
      method: 'PATCH', path: `${path}/:id`, permission: 'host.tenancy', context: 'none', summary: change, params: idParam, body: kind.change, reply,
      use: { access: AccessBook, changes: PlaceChanges },
      handle: async ({ params, body, scope, use }) => kind.alter(use.changes, [scope, await callerOf(use.access, scope)], params.id, body as Shape<C>),
    }),
  ];
}

interface ListQuery { q?: string; sort?: string; cursor?: string; limit?: number; storeId?: string }
/** What the caller may enter, narrowed to one store when asked. */
function filterOf(scope: Scope, caller: UserAccess, { q, sort, cursor, limit, storeId }: ListQuery): PlaceFilter {
  if (storeId !== undefined && !mayEnter(caller, storeId)) throw errors('host.notFound');
  const columns = { name: 'name_key', code: 'code', createdAt: 'created_at' };
  return {
    firmId: scope.firmId, q, stores: storeId === undefined ? caller.stores : new Set([storeId]),
    paging: { sort: parseSort(sort, columns, 'createdAt'), cursor, limit },
  };
}
