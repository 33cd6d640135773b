import { Clock, Db, Ids, Live, Refusal, instant, listQuery, object, page, route, text, uuid } from '@sontechsp/sdk';
import { addNote, notesOf, removeNote, type Note } from './store.js';

const item = object({ id: uuid(), body: text(500), writtenAt: instant() });
const itemOf = ({ id, body, written_at }: Note) => ({ id, body, writtenAt: written_at });

export const routes = [
  route({
    method: 'GET', path: '/notes', permission: 'ornek.read', query: listQuery({}), reply: page(item), use: { db: Db },
    summary: 'The notes of the store, newest first.',
    async handle({ query, scope, use }) {
      const { items, nextCursor } = await notesOf(use.db, scope, query);
      return { items: items.map(itemOf), nextCursor };
    },
  }),
  route({
    method: 'POST', path: '/notes', permission: 'ornek.write', body: object({ body: text(500, 1) }), reply: item, status: 201,
    use: { clock: Clock, ids: Ids, live: Live },
    summary: 'Writes a note.',
    async handle({ body, scope, once, use }) {
      const note = await once(async tx => {
        const made: Note = { id: use.ids.next(), firm_id: scope.firmId, store_id: scope.storeId, body: body.body, written_by: scope.userId, written_at: use.clock.now() };
        await addNote(tx, made);
        return made;
      });
      await use.live.publish(scope.storeId, 'ornek.changed', {});
      return itemOf(note);
    },
  }),
  route({
    method: 'DELETE', path: '/notes/:id', permission: 'ornek.write', params: object({ id: uuid() }), status: 204,
    use: { db: Db, live: Live },
    summary: 'Takes a note away.',
    async handle({ params, scope, use }) {
      if (await use.db.transaction(tx => removeNote(tx, scope, params.id)) === 0) throw new Refusal('ornek.notFound', 404);
      await use.live.publish(scope.storeId, 'ornek.changed', {});
    },
  }),
];
