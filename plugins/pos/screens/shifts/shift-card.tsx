import { useState } from 'preact/hooks';
import { Badge, Button, Facts, SidePanel, Tabs, dayStart, useServices } from '@sontechsp/sdk/ui';
import type { ShiftReply } from '../../shifts/schemas.js';
import { ReportSheet } from '../shift/report-sheet.js';
import { Difference, DifferenceChip } from './difference.js';
import { ForceClose } from './force-close.js';
import type { ShiftsModel } from './shifts.model.js';

/** One shift: how its drawer stands or stood, its report, and what may be done about it. */
export function ShiftCard({ model, shift, till }: { model: ShiftsModel; shift: ShiftReply; till: string }) {
  const { t, format, session } = useServices();
  const [tab, setTab] = useState<'facts' | 'report'>('facts');
  const isOpen = shift.state === 'open';
  const report = isOpen ? 'x' : 'z';
  // Who closed at the till had the first print there; of one that was closed by force this is the first.
  const copy = !isOpen && !shift.forced;
  return (
    <SidePanel
      title={till}
      subtitle={t('pos:ui.shift.since', { name: shift.cashierName, time: format.dateTime(shift.openedAt) })}
      onClose={() => model.show(undefined)}
      actions={isOpen && session.can('pos.shift.any') && <Button variant="danger" icon="lock" onClick={model.askForce}>{t('pos:ui.shifts.force.do')}</Button>}
    >
      <Tabs
        label={till}
        active={tab}
        onChange={setTab}
        tabs={[{ id: 'facts', label: t('pos:ui.shifts.facts') }, { id: 'report', label: t(`pos:ui.shift.report.${report}`) }]}
      >
        {tab === 'report'
          ? <div class="receipt-view"><ReportSheet key={report} shiftId={shift.id} type={report} copy={copy}>{print => <Button variant="primary" icon="printer" disabled={!print} onClick={print}>{t(copy ? 'pos:ui.shifts.reprint' : 'pos:ui.receipt.print')}</Button>}</ReportSheet></div>
          : isOpen ? <OpenFacts model={model} shift={shift} /> : <ClosedFacts model={model} shift={shift} />}
      </Tabs>
      {isOpen && <ForceClose model={model} shift={shift} till={till} />}
    </SidePanel>
  );
}

/** The business day as a date; it begins within the same day of the calendar. */
function useDayText(): (shift: ShiftReply) => string {
  const { format, session } = useServices();
  return ({ businessDay }) => format.date(dayStart(businessDay, { timeZone: session.store.value?.timeZone ?? 'UTC' }) ?? businessDay);
}

function OpenFacts({ model, shift }: { model: ShiftsModel; shift: ShiftReply }) {
  const { t, format } = useServices();
  const dayText = useDayText();
  const pending = model.pending.value;
  return (
    <>
      <Facts items={[
        [t('pos:ui.shifts.day'), dayText(shift)],
        [t('pos:ui.shift.opening'), format.money(shift.openingCash)],
        [t('pos:ui.shift.balance'), shift.expectedCash === null ? t('pos:ui.shift.blind') : <strong>{format.money(shift.expectedCash)}</strong>],
      ]} />
      {pending && (pending.parked.length > 0 || pending.unprinted.length > 0 || pending.others.length > 0) && (
        <section class="stack">
          <h3>{t('pos:ui.shifts.waits')}</h3>
          <Facts items={[
            ...(pending.parked.length > 0 ? [[t('pos:ui.parked.title'), pending.parked.map(one => one.name).join(', ')] as const] : []),
            ...(pending.unprinted.length > 0 ? [[t('pos:ui.shift.pending.unprinted', { n: pending.unprinted.length }), pending.unprinted.slice(0, 5).join(', ')] as const] : []),
            ...pending.others.map(one => [one.text, format.number(one.count)] as const),
          ]} />
        </section>
      )}
    </>
  );
}

function ClosedFacts({ model, shift }: { model: ShiftsModel; shift: ShiftReply }) {
  const { t, format } = useServices();
  const dayText = useDayText();
  return (
    <>
      <Facts items={[
        [t('pos:ui.shifts.z'), String(shift.zNo ?? '')],
        [t('pos:ui.shifts.day'), dayText(shift)],
        [t('pos:ui.shifts.closedAt'), shift.closedAt === null ? '' : format.dateTime(shift.closedAt)],
        [t('pos:ui.shifts.closedBy'), <>{shift.closedByName} {shift.forced && <Badge tone="warn">{t('pos:ui.shifts.byForce')}</Badge>}</>],
        [t('pos:ui.shift.opening'), format.money(shift.openingCash)],
        [t('pos:ui.shift.expected'), shift.expectedCash === null ? '' : format.money(shift.expectedCash)],
        [t('pos:ui.shift.counted'), shift.countedCash === null ? t('pos:ui.shifts.notCounted') : format.money(shift.countedCash)],
        [t('pos:ui.shift.difference'), <DifferenceChip shift={shift} />],
        ...(shift.reason === null ? [] : [[t('pos:ui.shift.why'), shift.reason] as const]),
        ...(shift.reasonAddedAt === null ? [] : [[t('pos:ui.shifts.added'), `${shift.reasonAddedByName} · ${format.dateTime(shift.reasonAddedAt)}`] as const]),
      ]} />
      {shift.difference !== null && shift.difference !== 0 && <Difference model={model} shift={shift} />}
    </>
  );
}
