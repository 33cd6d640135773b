import { useSignalEffect } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useServices } from '@sontechsp/sdk/ui';
import { BasketLines } from './basket-lines.js';
import { DonePanel } from './done-panel.js';
import { LazyHelp, LazyPanel } from './lazy-panels.js';
import { NoticeLine } from './notice-line.js';
import { PadPanel } from './pad-panel.js';
import { PayPanel } from './pay-panel.js';
import { orReceipt } from './refund/receipt-scan.js';
import { SaleFoot } from './sale-foot.js';
import type { SaleModel } from './sale.model.js';
import { saleAt } from './sales.js';
import { listenToTill } from './till-input.js';

/** The till, once it is known what was in its basket. */
export default function SaleScreen() {
  const services = useServices();
  const model = saleAt(services.session.terminal.value?.id ?? '', services);
  return model ? <Till model={model} /> : null;
}

function Till({ model }: { model: SaleModel }) {
  const services = useServices();
  const root = useRef<HTMLDivElement>(null);
  // Before the first paint: who sees the till may scan.
  useLayoutEffect(() => listenToTill({
    root: root.current!, scanned: orReceipt(services, model), typed: model.typed, command: model.command, foreseen: model.till.catalogue.foresee,
    mark: () => services.format.decimalMark,
  }), [model]);
  useSignalEffect(() => {
    if (!model.shift.asked.value) return;
    model.shift.asked.value = false;
    model.command('shift');
  });
  useSignalEffect(() => {
    const rules = model.ways.rules.value;
    if (rules) services.lock.rules({ afterMinutes: rules.lockAfterMinutes, others: rules.switchCashier && !rules.shiftPerCashier });
  });
  return (
    <div
      ref={root}
      class={`sale sale-shows-${model.desk.panel.value.kind}`}
      onMouseDown={event => {
        // A touch takes the focus nowhere, so that Enter keeps its meaning; Tab still reaches everything.
        if ((event.target as Element).closest('button, [role=option]')) event.preventDefault();
      }}
    >
      <h1 class="unseen">{services.t('pos:ui.sale.title')}</h1>
      <section class="sale-lines" aria-label={services.t('pos:ui.sale.lines')}>
        <BasketLines model={model} />
        <NoticeLine model={model} />
      </section>
      <section class="sale-side" aria-label={services.t('pos:ui.sale.side')}><Side model={model} /></section>
      <SaleFoot model={model} />
      {model.helpOpen.value && <LazyHelp props={{ of: 'sale', onClose: model.closeHelp }} />}
    </div>
  );
}

function Side({ model }: { model: SaleModel }) {
  const panel = model.desk.panel.value;
  switch (panel.kind) {
    case 'pay': return <PayPanel model={model} payment={panel.payment} />;
    case 'done': return model.favourites.shown.value ? <LazyPanel key="doneStrip" name="doneStrip" props={{ model, panel }} /> : <DonePanel model={model} panel={panel} />;
    case 'approve': case 'drawer': case 'park': case 'parked': return <LazyPanel key={panel.kind} name={panel.kind} props={{ model }} />;
    case 'shift': return <LazyPanel key="shift" name="shift" props={{ model, view: panel.view }} />;
    case 'receipt': return <LazyPanel key="receipt" name="receipt" props={{ model, saleId: panel.saleId, print: panel.print }} />;
    case 'pad': case 'search': return <PadPanel model={model} />;
    default: return <LazyPanel key="edit" name="edit" props={{ model, panel }} />;
  }
}
