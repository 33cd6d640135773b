import { useEffect, useState } from 'preact/hooks';
import { Badge, DataTable, DayRange, EmptyState, Page, Tabs, useServices, type TableColumn } from '@sontechsp/sdk/ui';
import type { ShiftReply } from '../shifts/schemas.js';
import { DifferenceChip } from './shifts/difference.js';
import { ShiftCard } from './shifts/shift-card.js';
import { createShiftsModel, shiftTabs, type ShiftsModel } from './shifts/shifts.model.js';

/** The shifts of the tills: those that are open, and the Z reports of those that were closed. */
export default function Shifts() {
  const { api, events, session, toast, t } = useServices();
  const [model] = useState(() => createShiftsModel({ api, events, session, toast, t }));
  useEffect(() => model.start(), [model]);
  const tills = new Map(session.stores.value.flatMap(store => store.terminals.map(one => [one.id, one.name] as const)));
  const tillOf = (shift: ShiftReply): string => tills.get(shift.terminalId) ?? '';
  const tab = model.tab.value;
  const open = model.open.value;
  return (
    <Page
      body="fill"
      title={t('pos:ui.shifts.title')}
      subtitle={t(session.can('pos.shift.any') ? 'pos:ui.shifts.ofStore' : 'pos:ui.shifts.ofTill')}
      tools={tab === 'closed' && <DayRange value={model.span.value} onChange={span => void model.between(span)} />}
      panel={open && <ShiftCard key={open.id} model={model} shift={open} till={tillOf(open)} />}
    >
      <Tabs label={t('pos:ui.shifts.title')} tabs={shiftTabs.map(id => ({ id, label: t(`pos:ui.shifts.tabs.${id}`) }))} active={tab} onChange={id => void model.choose(id)}>
        <ShiftTable key={tab} model={model} tillOf={tillOf} />
      </Tabs>
    </Page>
  );
}

function ShiftTable({ model, tillOf }: { model: ShiftsModel; tillOf: (shift: ShiftReply) => string }) {
  const { t, format } = useServices();
  const isOpen = model.tab.value === 'open';
  const till: TableColumn<ShiftReply> = { id: 'till', title: t('pos:ui.history.terminal'), cell: shift => <strong class="cut">{tillOf(shift)}</strong> };
  const cashier: TableColumn<ShiftReply> = { id: 'cashier', title: t('pos:ui.shifts.openedBy'), from: 620, cell: shift => <span class="cut">{shift.cashierName}</span> };
  const openedAt: TableColumn<ShiftReply> = { id: 'openedAt', title: t('pos:ui.shifts.openedAt'), width: '170px', sort: 'openedAt', cell: shift => format.dateTime(shift.openedAt) };
  const columns: TableColumn<ShiftReply>[] = isOpen ? [
    till, cashier, openedAt,
    { id: 'expected', title: t('pos:ui.shift.balance'), width: '200px', align: 'end', from: 480, cell: shift => (shift.expectedCash === null ? '—' : format.money(shift.expectedCash)) },
  ] : [
    { id: 'z', title: t('pos:ui.shifts.z'), width: '84px', cell: shift => <strong>{shift.zNo}</strong> },
    // Beside an open card there is no room for both, and till and difference say more.
    till, cashier, { ...openedAt, from: 600 },
    { id: 'closedAt', title: t('pos:ui.shifts.closedAt'), width: '170px', from: 860, cell: shift => <>{shift.closedAt === null ? '' : format.dateTime(shift.closedAt)}</> },
    { id: 'difference', title: t('pos:ui.shift.difference'), width: '200px', from: 420, cell: shift => <span class="shift-chip"><DifferenceChip shift={shift} />{shift.forced && <Badge icon="lock">{t('pos:ui.shifts.byForce')}</Badge>}</span> },
  ];
  return (
    <DataTable
      label={t(`pos:ui.shifts.tabs.${model.tab.value}`)}
      list={model.list}
      columns={columns}
      rowId={shift => shift.id}
      selected={model.open.value?.id}
      onOpen={shift => model.show(shift)}
      empty={<EmptyState icon="clock" title={t(`pos:ui.shifts.empty.${model.tab.value}`)}>{t(`pos:ui.shifts.emptyDetail.${model.tab.value}`)}</EmptyState>}
    />
  );
}
