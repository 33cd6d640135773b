import { createForm, createPagedList, uuid, type Api, type ListPage } from '@sontechsp/sdk/ui';

export interface Note {
  readonly id: string;
  readonly body: string;
  readonly writtenAt: string;
}

/** The notes of a store, and the one being written. Touches no DOM, so that it is tested without one. */
export function createNotesModel({ api }: { api: Api }) {
  const list = createPagedList<Note>(query => api.get<ListPage<Note>>('/api/ornek/notes', query));
  const form = createForm({ body: '' });
  // The same until a note came through: pressing twice writes once.
  let key = uuid();
  return {
    list, form,
    async write() {
      if (!await form.submit(values => api.post('/api/ornek/notes', values, { key }))) return;
      key = uuid();
      form.reset({ body: '' });
      await list.reload();
    },
    async remove(note: Note) {
      await api.delete(`/api/ornek/notes/${note.id}`);
      await list.reload();
    },
  };
}
