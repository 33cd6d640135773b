import { useEffect, useRef } from 'preact/hooks';
import { Badge, EmptyState, useServices } from '@sontechsp/sdk/ui';
import { isMisread } from '../check-digit.js';
import { warningKey } from '../warning-key.js';
import type { Line } from '../basket.js';
import type { ComingBack } from './phase.js';
import type { RefundModel } from './refund.model.js';

/** What comes back, and under it what goes out instead. */
export function Lines({ model }: { model: RefundModel }) {
  const { t } = useServices();
  const phase = model.phase.value;
  const list = useRef<HTMLDivElement>(null);
  const selected = model.handling.selected.value;
  const goods = model.goods.basket.value.lines;
  const keys = model.goods.rows.keys.value;
  useEffect(() => { list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }); }, [selected?.key, keys.length]);
  if (phase.kind !== 'sale' && phase.kind !== 'free') return null;
  const exchange = phase.kind === 'sale' && phase.how === 'exchange';
  if (phase.kind === 'free' && goods.length === 0) {
    return <div class="sale-empty"><EmptyState icon="barcode" title={t('pos:ui.refund.free.empty')}>{t('pos:ui.refund.free.emptyDetail')}</EmptyState></div>;
  }
  return (
    <div
      ref={list}
      class="sale-rows"
      role="listbox"
      tabIndex={0}
      aria-label={t('pos:ui.refund.lines')}
      {...(selected ? { 'aria-activedescendant': `refund-${selected.key}` } : {})}
    >
      {phase.kind === 'sale' && (
        <div role="group" aria-label={t('pos:ui.refund.comingBack')}>
          {exchange && <div class="refund-group" aria-hidden="true">{t('pos:ui.refund.comingBack')}</div>}
          <BackRows model={model} back={phase.back} whole={phase.how === 'void'} />
        </div>
      )}
      {(exchange || phase.kind === 'free') && (
        <div role="group" aria-label={t(exchange ? 'pos:ui.refund.goingOut' : 'pos:ui.refund.comingBack')}>
          {exchange && <div class="refund-group" aria-hidden="true">{t('pos:ui.refund.goingOut')}</div>}
          {exchange && goods.length === 0 && <div class="refund-hint" role="option" aria-selected={false} aria-disabled="true">{t('pos:ui.refund.scanNew')}</div>}
          {keys.map(key => <GoodsRow key={key} id={key} model={model} line={goods.find(line => line.key === key)} />)}
        </div>
      )}
    </div>
  );
}

/** `whole`: all of the sale goes back as it was sold. */
function BackRows({ model, back, whole }: { model: RefundModel; back: ComingBack; whole: boolean }) {
  const { t, format } = useServices();
  const told = model.quoting.told.value;
  const selected = model.handling.selected.value;
  return (
    <>
      {back.lines.value.map((line, at) => {
        const total = whole ? back.sale.lines[at]!.total : told?.lines.get(line.id);
        return (
          <div
            key={line.id}
            id={`refund-${line.id}`}
            role="option"
            aria-selected={selected?.key === line.id}
            class={`sale-row refund-row ${line.chosen > 0 ? 'refund-row-chosen' : ''} ${line.left === 0 ? 'refund-row-gone' : ''}`}
            onClick={() => model.handling.select({ list: 'back', key: line.id })}
          >
            <span class="sale-row-name">
              <span class="sale-row-title">{line.name}</span>
              {!line.restock && line.chosen > 0 && <Badge tone="warn" icon="box">{t('pos:ui.refund.noRestock')}</Badge>}
              <span class="quiet refund-row-facts">
                {format.amount(line.unitPrice)} · {t(line.refunded > 0 ? 'pos:ui.refund.soldRefunded' : 'pos:ui.refund.sold', { sold: format.quantity(line.sold / 1000), refunded: format.quantity(line.refunded / 1000), left: format.quantity(line.left / 1000) })}
              </span>
            </span>
            <span class="number-text refund-row-chosen-quantity">{line.chosen > 0 ? <strong>{format.quantity(line.chosen / 1000)}</strong> : <span class="quiet">{t(line.left === 0 ? 'pos:ui.refund.allBack' : 'pos:ui.refund.noneChosen')}</span>}</span>
            <strong class="number-text sale-row-total">{line.chosen > 0 && total !== undefined && `−${format.amount(total)}`}</strong>
          </div>
        );
      })}
    </>
  );
}

function GoodsRow({ id, model, line }: { id: string; model: RefundModel; line: Line | undefined }) {
  const { t, format } = useServices();
  const row = model.goods.rows.row(id).value;
  const common = {
    id: `refund-${id}`, role: 'option', 'aria-selected': model.handling.selected.value?.key === id, onClick: () => model.handling.select({ list: 'goods' as const, key: id }),
  } as const;
  if (line?.kind !== 'item') {
    return (
      <div {...common} class={`sale-row refund-row ${line?.kind === 'unknown' ? 'sale-row-bad' : 'sale-row-asking'}`}>
        <span class="sale-row-name">
          <span class="sale-row-title code">{line?.code}</span>
          {line?.kind === 'unknown' ? <Badge tone="danger">{t(isMisread(line.code) ? 'pos:ui.sale.scan.misread' : 'pos:ui.sale.scan.unknown')}</Badge> : <span class="quiet">{t('pos:ui.sale.scan.asking')}</span>}
        </span>
      </div>
    );
  }
  return (
    <div {...common} class="sale-row refund-row">
      <span class="sale-row-name">
        <span class="sale-row-title">{line.name}</span>
        {model.goods.offShelf.value.has(id) && <Badge tone="warn" icon="box">{t('pos:ui.refund.noRestock')}</Badge>}
        {row.warning && <Badge tone="warn">{row.warning.onHand === undefined ? t(warningKey(row.warning.code)) : t('pos:ui.sale.mark.stock', { onHand: format.quantity(row.warning.onHand) })}</Badge>}
        <span class="quiet refund-row-facts">
          {(row.repriced || line.ownPrice !== null) && <s>{format.amount(line.price)}</s>} {format.amount(row.unitPrice)}{row.discountAmount > 0 && ` · ${t('pos:ui.edit.discount')} −${format.amount(row.discountAmount)}`}
        </span>
      </span>
      <span class="number-text refund-row-chosen-quantity"><strong>{format.quantity(row.quantity, line.unit === 'kg' ? 'kg' : undefined)}</strong></span>
      <strong class="number-text sale-row-total">{format.amount(row.total)}</strong>
    </div>
  );
}
