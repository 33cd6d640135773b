import { useEffect, useState } from 'preact/hooks';
import { Button, DataTable, EmptyState, IconButton, Page, createPagedList, useServices, type ListPage } from '@sontechsp/sdk/ui';
import { saveFile } from './save-file.js';
import type { Handover } from './shipment.js';

/** What was given to drivers, and the lists they signed. */
export default function Handovers() {
  const { api, toast, t, format, events, navigate } = useServices();
  const [list] = useState(() => createPagedList<Handover>(query => api.get<ListPage<Handover>>('/api/kargo/handovers', query)));
  useEffect(() => void list.reload(), []);
  useEffect(() => events.on('kargo.changed', () => void list.reload()), []);
  const download = (h: Handover): void => void api.file(`/api/kargo/handovers/${h.id}/list`)
    .then(file => saveFile(file, `kargo-teslim-${h.createdAt.slice(0, 10)}.pdf`), (error: unknown) => toast.problem(error));

  return (
    <Page
      body="fill"
      title={t('kargo:ui.handovers.title')}
      actions={<Button icon="truck" onClick={() => navigate('/kargo')}>{t('kargo:ui.shipments.title')}</Button>}
    >
      <DataTable
        label={t('kargo:ui.handovers.title')}
        list={list}
        rowId={h => h.id}
        onOpen={download}
        columns={[
          { id: 'at', title: t('kargo:ui.handovers.at'), width: '170px', sort: 'createdAt', cell: h => format.dateTime(h.createdAt) },
          { id: 'carrier', title: t('kargo:ui.form.carrier'), width: '2fr', cell: h => <span class="cut">{h.connectionName}</span> },
          { id: 'by', title: t('kargo:ui.handovers.by'), width: '2fr', from: 640, cell: h => <span class="cut">{h.createdBy}</span> },
          { id: 'shipments', title: t('kargo:ui.handovers.shipments'), width: '100px', align: 'end', cell: h => h.shipmentCount },
          { id: 'parcels', title: t('kargo:ui.form.parcels'), width: '100px', align: 'end', from: 560, cell: h => h.parcelCount },
          { id: 'list', title: t('kargo:ui.handovers.list'), width: '72px', cell: h => <IconButton size="small" icon="download" label={t('kargo:ui.handovers.download')} onClick={event => { event.stopPropagation(); download(h); }} /> },
        ]}
        empty={<EmptyState icon="list" title={t('kargo:ui.handovers.empty')}>{t('kargo:ui.handovers.emptyText')}</EmptyState>}
      />
    </Page>
  );
}
