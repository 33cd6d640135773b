import { useComputed, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { Badge, EmptyState, Icon, useServices } from '@sontechsp/sdk/ui';
import { isMisread } from './check-digit.js';
import { CommandButton } from './command-button.js';
import type { ItemLine, ScanLine } from './basket.js';
import type { Row } from './rows.js';
import { warningKey } from './warning-key.js';
import type { SaleModel } from './sale.model.js';

/** The basket, line by line. */
export function BasketLines({ model }: { model: SaleModel }) {
  const { t } = useServices();
  const list = useRef<HTMLDivElement>(null);
  const keys = model.till.rows.keys.value;
  const active = useComputed(() => (model.lines.selected.value === undefined ? undefined : `line-${model.lines.selected.value}`));
  useSignalEffect(() => {
    const id = active.value;
    void model.till.rows.keys.value;
    // With the frame that paints the line: asking where it stands now would lay the page out twice.
    if (id !== undefined) requestAnimationFrame(() => document.getElementById(id)?.scrollIntoView({ block: 'nearest' }));
  });

  if (keys.length === 0 && model.shift.needed.value) {
    return (
      <div class="sale-empty">
        <EmptyState
          icon="clock"
          title={t('pos:ui.shift.none')}
          action={model.desk.panel.value.kind !== 'shift' && <CommandButton model={model} command="shift" size="key" variant="primary" icon="play">{t('pos:ui.shift.open')}</CommandButton>}
        >
          {t('pos:ui.shift.noneDetail')}
        </EmptyState>
      </div>
    );
  }
  if (keys.length === 0) {
    return (
      <div class="sale-empty">
        <EmptyState icon="barcode" title={t('pos:ui.sale.empty.title')}>{t('pos:ui.sale.empty.detail')}</EmptyState>
      </div>
    );
  }
  return (
    <>
      <div class="sale-row sale-row-head" aria-hidden="true">
        <span>{t('pos:ui.sale.column.name')}</span>
        <span class="number-text">{t('pos:ui.sale.column.quantity')}</span>
        <span class="number-text">{t('pos:ui.sale.column.price')}</span>
        <span class="number-text">{t('pos:ui.sale.column.discount')}</span>
        <span class="number-text">{t('pos:ui.sale.column.total')}</span>
      </div>
      <div
        ref={list}
        class="sale-rows"
        role="listbox"
        tabIndex={0}
        aria-label={t('pos:ui.sale.lines')}
        aria-activedescendant={active}
      >
        {keys.map(key => <LineRow key={key} id={key} model={model} />)}
      </div>
    </>
  );
}

function LineRow({ id, model }: { id: string; model: SaleModel }) {
  const row = model.till.rows.row(id).value;
  const selected = useComputed(() => model.lines.selected.value === id);
  const { line } = row;
  return (
    <div
      id={`line-${id}`}
      role="option"
      aria-selected={selected}
      class={`sale-row ${line.kind === 'unknown' || row.short ? 'sale-row-bad' : ''} ${line.kind === 'asking' ? 'sale-row-asking' : ''}`}
      onClick={() => model.lines.select(id)}
    >
      {line.kind === 'item' ? <ItemCells row={row} line={line} /> : <ScanCells line={line} model={model} />}
    </div>
  );
}

function ItemCells({ row, line }: { row: Row; line: ItemLine }) {
  const { t, format } = useServices();
  return (
    <>
      <span class="sale-row-name">
        <span class="sale-row-title">{line.name}</span>
        <Marks row={row} line={line} />
      </span>
      <span key={row.quantity} class="number-text sale-row-quantity">{format.quantity(row.quantity, line.unit === 'kg' ? 'kg' : undefined)}</span>
      <span class="number-text sale-row-price">{format.amount(row.unitPrice)}</span>
      <span class={`number-text sale-row-discount ${line.discount === null ? 'quiet' : ''}`}>
        {row.discountAmount > 0 && <><span class="unseen">{t('pos:ui.sale.column.discount')} </span>−{format.amount(row.discountAmount)}</>}
      </span>
      <strong class="number-text sale-row-total">{format.amount(row.total)}</strong>
    </>
  );
}

/** What the cashier should know of a line, in words. */
function Marks({ row, line }: { row: Row; line: ItemLine }) {
  const { t, format } = useServices();
  const stock = (onHand: number) => format.quantity(onHand, line.unit);
  return (
    <>
      {row.short && <Badge tone="danger">{t('pos:ui.sale.mark.short', { onHand: stock(row.short.onHand) })}</Badge>}
      {!row.short && row.warning && (
        <Badge tone="warn">{row.warning.onHand === undefined ? t(warningKey(row.warning.code)) : t('pos:ui.sale.mark.stock', { onHand: stock(row.warning.onHand) })}</Badge>
      )}
      {line.ownPrice !== null && <Badge tone="info" icon="tag">{t('pos:ui.sale.mark.ownPrice')}</Badge>}
      {row.repriced && <Badge tone="info" icon="tag">{t('pos:ui.sale.mark.repriced')}</Badge>}
    </>
  );
}

function ScanCells({ line, model }: { line: ScanLine; model: SaleModel }) {
  const { t } = useServices();
  if (line.kind === 'asking') {
    return (
      <span class="sale-row-name sale-row-wide">
        <span class="sale-row-title code">{line.code}</span>
        <span class="quiet">{t(model.till.scans.stuck.value ? 'pos:ui.sale.scan.stuck' : 'pos:ui.sale.scan.asking')}</span>
      </span>
    );
  }
  return (
    <>
      <span class="sale-row-name sale-row-wide">
        <span class="sale-row-title code">{line.code}</span>
        <Badge tone="danger">{t(isMisread(line.code) ? 'pos:ui.sale.scan.misread' : 'pos:ui.sale.scan.unknown')}</Badge>
      </span>
      {/* For fingers; the keyboard has Del. */}
      <span
        class="sale-row-remove"
        title={t('pos:ui.sale.scan.remove', { code: line.code })}
        aria-hidden="true"
        onClick={() => {
          model.lines.select(line.key);
          model.command('remove');
        }}
      >
        <Icon name="trash" />
      </span>
    </>
  );
}
