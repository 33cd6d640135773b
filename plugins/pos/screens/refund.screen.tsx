import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button, Icon, useServices, type ScreenProps, type Services } from '@sontechsp/sdk/ui';
import { LazyHelp } from './lazy-panels.js';
import { DoneFacts, DoneReceipt } from './refund/done-side.js';
import { FindList } from './refund/find-list.js';
import { FindSide } from './refund/find-side.js';
import { Foot } from './refund/foot.js';
import { goodsOf } from './refund/goods-at.js';
import { Lines } from './refund/lines.js';
import { createRefundModel, type RefundModel } from './refund/refund.model.js';
import { WorkSide } from './refund/work-side.js';
import { shiftAt } from './shift/shift-state.js';
import { createSound } from './sound.js';
import { listenToTill } from './till-input.js';
import { storeWaysAt } from './till-rules.js';

/** Goods that come back, for money or for others. `?receipt=` or `?sale=` open a sale; `&void=true` takes it back as a whole. */
export default function RefundScreen({ query }: ScreenProps) {
  const services = useServices();
  const { t, format } = services;
  const [model] = useState(() => modelOf(services));
  const [helpOpen, setHelpOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => listenToTill({
    root: root.current!, scanned: model.scanned, typed: model.typed, command: key => (key === 'help' ? setHelpOpen(true) : model.command(key)), foreseen() {}, mark: () => format.decimalMark,
  }), [model]);
  useEffect(() => () => model.close(), [model]);
  useEffect(() => {
    if (query['receipt']) void model.openNumber(query['receipt']);
    else if (query['sale']) void model.open({ id: query['sale'] }, query['void'] === 'true' ? 'void' : 'refund');
    else if (query['free'] === 'true') model.openFree();
  }, [query['receipt'], query['sale'], query['void'], query['free']]);
  const phase = model.phase.value;
  return (
    <div
      ref={root}
      class={`sale refund refund-at-${phase.kind}`}
      onMouseDown={event => {
        // A touch takes the focus nowhere, so that Enter keeps its meaning; Tab still reaches everything.
        if ((event.target as Element).closest('button, [role=option]')) event.preventDefault();
      }}
    >
      <h1 class="unseen">{t('pos:ui.refund.title')}</h1>
      <section class="sale-lines" aria-label={t(phase.kind === 'find' ? 'pos:ui.refund.find.list' : 'pos:ui.refund.lines')}>
        {phase.kind === 'find' ? <FindList model={model} /> : phase.kind === 'done' ? <DoneFacts model={model} phase={phase} /> : <Lines model={model} />}
        <Notice model={model} />
      </section>
      <section class="sale-side" aria-label={t('pos:ui.refund.side')}>
        {phase.kind === 'find' ? <FindSide model={model} /> : phase.kind === 'done' ? <DoneReceipt phase={phase} /> : <WorkSide model={model} phase={phase} />}
      </section>
      <Foot model={model} />
      {helpOpen && <LazyHelp props={{ of: 'refund', onClose: () => setHelpOpen(false) }} />}
    </div>
  );
}

function modelOf(services: Services): RefundModel {
  const { api, clock, session, t, format, navigate } = services;
  const terminalId = session.terminal.value?.id ?? '';
  const shift = shiftAt(terminalId, services);
  const toShift = () => {
    shift.asked.value = true;
    navigate('/sale');
  };
  return createRefundModel({
    api, clock, session, words: { t, format }, goods: goodsOf(services), sound: createSound(localStorage), till: { ways: storeWaysAt(terminalId, services), shift, toShift },
  });
}

/** One line that is always there, so that nothing moves when it has something to say. */
function Notice({ model }: { model: RefundModel }) {
  const { t } = useServices();
  const retrying = model.selling.state.value === 'retrying';
  const notice = model.notice.value;
  const needs = model.quoting.told.value?.needs ?? [];
  const said = retrying ? { tone: 'warn', text: t('pos:ui.refund.notice.retrying') }
    : notice ? { tone: notice.tone, text: t(`pos:ui.refund.notice.${notice.key}`, notice.values) }
    // It is asked for at the end.
    : needs.length > 0 && !model.leave.need.value ? { tone: 'info', text: t('pos:ui.refund.notice.needsApproval') } : undefined;
  return (
    <div class={`sale-notice ${said ? `sale-notice-${said.tone}` : ''}`} role="status">
      {said && <><Icon name={said.tone === 'warn' ? 'alert' : 'info'} /><span class="sale-notice-text">{said.text}</span></>}
      {retrying && <Button shortcut="Esc" onClick={() => model.command('back')}>{t('pos:ui.sale.stop')}</Button>}
    </div>
  );
}
