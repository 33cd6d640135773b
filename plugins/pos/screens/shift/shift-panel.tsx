import { useEffect, useState } from 'preact/hooks';
import { ProblemBanner, Spinner, useServices } from '@sontechsp/sdk/ui';
import type { ShiftView } from '../panel.js';
import type { SaleModel } from '../sale.model.js';
import { CloseView } from './close-view.js';
import { ClosedView } from './closed-view.js';
import { CountView } from './count-view.js';
import { HomeView } from './home-view.js';
import { MoveView } from './move-view.js';
import { OpenView } from './open-view.js';
import { ReportView } from './report-view.js';
import { createShiftWork } from './shift-work.js';

/** The shift of the till, in place of the pad: the lines stay in sight, and a scan still lands in them. */
export function ShiftPanel({ model, view }: { model: SaleModel; view: ShiftView }) {
  const { api, t } = useServices();
  const [work] = useState(() => createShiftWork({ api, desk: model.desk, state: model.shift }));
  const current = model.shift.current.value;
  useEffect(() => { void model.shift.load(); }, []);
  useEffect(() => { if (view === 'home') work.begin(); }, [view]);

  const own = { model, work };
  const closed = work.closed.value;
  if (view === 'closed' && closed) return <ClosedView {...own} closed={closed} />;
  if (view === 'z' && closed) return <ReportView model={model} shiftId={closed.id} type="z" />;
  if (current === undefined) {
    return <section class="sale-panel">{work.problem.value === undefined ? <div class="sale-wait"><Spinner label={t('pos:ui.shift.asking')} /></div> : <ProblemBanner problem={work.problem.value} />}</section>;
  }
  if (current === null) return <OpenView {...own} />;
  switch (view) {
    case 'in': case 'out': return <MoveView key={view} {...own} type={view} />;
    case 'report': return <ReportView model={model} shiftId={current.id} type="x" />;
    case 'count': return <CountView {...own} />;
    case 'close': return <CloseView {...own} shift={current} />;
    default: return <HomeView model={model} shift={current} />;
  }
}
