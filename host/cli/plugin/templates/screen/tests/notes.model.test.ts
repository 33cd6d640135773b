import { expect } from 'chai';
import type { Api } from '@sontechsp/sdk/ui';
import { createNotesModel, type Note } from '../screens/notes.model.js';

/** A host of two functions: what a model needs of it. */
function fake(notes: Note[]) {
  const keys: (string | undefined)[] = [];
  const api = {
    get: async () => ({ items: [...notes], nextCursor: null }),
    post: async (_path: string, body: { body: string }, options?: { key?: string }) => {
      keys.push(options?.key);
      notes.unshift({ id: String(notes.length), body: body.body, writtenAt: '2026-03-02T09:00:00.000Z' });
    },
  } as unknown as Api;
  return { api, keys };
}

describe('The screen of notes', () => {
  it('shows a note it wrote, empties the field, and gives each note a key of its own', async () => {
    const { api, keys } = fake([]);
    const model = createNotesModel({ api });
    for (const body of ['Bir', 'İki']) {
      model.form.set('body', body);
      await model.write();
    }
    expect(model.list.items.value.map(note => note.body)).to.deep.equal(['İki', 'Bir']);
    expect(model.form.values.value.body).to.equal('');
    expect(new Set(keys).size).to.equal(2);
  });
});
