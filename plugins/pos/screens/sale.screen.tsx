import { useLayoutEffect, useRef } from 'preact/hooks';
import { useServices } from '@sontechsp/sdk/ui';
import { BasketLines } from './basket-lines.js';
import { DonePanel } from './done-panel.js';
import { EditPanel } from './edit-panel.js';
import { KeyHelp } from './key-help.js';
import { NoticeLine } from './notice-line.js';
import { PadPanel } from './pad-panel.js';
import { PayPanel } from './pay-panel.js';
import { ReceiptPanel } from './receipt-panel.js';
import { SaleFoot } from './sale-foot.js';
import type { SaleModel } from './sale.model.js';
import { saleAt } from './sales.js';
import { listenToTill } from './till-input.js';

/** The till. */
export default function SaleScreen() {
  const services = useServices();
  const model = saleAt(services.session.terminal.value?.id ?? '', services);
  const root = useRef<HTMLDivElement>(null);
  // Before the first paint: who sees the till may scan.
  useLayoutEffect(() => listenToTill({
    root: root.current!, scanned: model.scanned, typed: model.typed, command: model.command, foreseen: model.till.catalogue.foresee,
    mark: () => services.format.decimalMark,
  }), [model]);
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
      <KeyHelp model={model} />
    </div>
  );
}

function Side({ model }: { model: SaleModel }) {
  const panel = model.desk.panel.value;
  switch (panel.kind) {
    case 'pay': return <PayPanel model={model} payment={panel.payment} />;
    case 'done': return <DonePanel model={model} panel={panel} />;
    case 'receipt': return <ReceiptPanel model={model} saleId={panel.saleId} print={panel.print} />;
    case 'pad': case 'search': return <PadPanel model={model} />;
    default: return <EditPanel model={model} panel={panel} />;
  }
}
