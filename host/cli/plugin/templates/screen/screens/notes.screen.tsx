import { useEffect, useState } from 'preact/hooks';
import { Button, DataTable, EmptyState, Field, IconButton, Page, ProblemBanner, TextInput, useServices } from '@sontechsp/sdk/ui';
import { createNotesModel } from './notes.model.js';

/** What the next shift should know. */
export default function Notes() {
  const { api, t, format, events, session, toast } = useServices();
  const [{ list, form, write, remove }] = useState(() => createNotesModel({ api }));
  useEffect(() => void list.reload(), []);
  useEffect(() => events.on('ornek.changed', () => void list.reload()), []);
  const mayWrite = session.can('ornek.write');

  return (
    <Page
      body="fill"
      title={t('ornek:ui.title')}
      tools={mayWrite && (
        <form class="ornek-form" onSubmit={event => { event.preventDefault(); void write(); }}>
          <Field label={t('ornek:ui.body')} error={form.error('body')} hideLabel>
            <TextInput value={form.values.value.body} placeholder={t('ornek:ui.body')} maxLength={500} onChange={body => form.set('body', body)} />
          </Field>
          <Button type="submit" variant="primary" icon="plus" disabled={form.busy.value || form.values.value.body.trim() === ''}>{t('ornek:ui.write')}</Button>
        </form>
      )}
    >
      {form.problem.value !== undefined && <ProblemBanner problem={form.problem.value} />}
      <DataTable
        label={t('ornek:ui.title')}
        list={list}
        rowId={note => note.id}
        columns={[
          { id: 'at', title: t('ornek:ui.at'), width: '170px', cell: note => format.dateTime(note.writtenAt) },
          { id: 'body', title: t('ornek:ui.body'), width: '1fr', cell: note => <span class="cut">{note.body}</span> },
          {
            id: 'remove', title: '', width: '56px',
            cell: note => mayWrite && <IconButton size="small" icon="trash" label={t('ornek:ui.remove')} onClick={() => void remove(note).catch(error => toast.problem(error))} />,
          },
        ]}
        empty={<EmptyState icon="edit" title={t('ornek:ui.empty')}>{t('ornek:ui.emptyDetail')}</EmptyState>}
      />
    </Page>
  );
}
