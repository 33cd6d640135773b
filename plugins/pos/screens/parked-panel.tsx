import { useEffect, useRef } from 'preact/hooks';
import { Button, EmptyState, ProblemBanner, Spinner, useServices } from '@sontechsp/sdk/ui';
import { CommandButton } from './command-button.js';
import type { SaleModel } from './sale.model.js';

/** The baskets that wait, the newest first. */
export function ParkedPanel({ model }: { model: SaleModel }) {
  const { t, format } = useServices();
  const rows = useRef<HTMLDivElement>(null);
  const { parking } = model;
  const list = parking.list.value;
  const active = parking.active.value;
  useEffect(() => { rows.current?.children[active]?.scrollIntoView({ block: 'nearest' }); }, [active, list]);
  return (
    <section class="sale-panel" aria-label={t('pos:ui.parked.title')}>
      <header class="sale-panel-head">
        <h2 class="sale-panel-titles">{t('pos:ui.parked.title')}</h2>
        <CommandButton model={model} command="back">{t('pos:ui.edit.back')}</CommandButton>
      </header>
      <ProblemBanner problem={parking.work.problem.value} />
      {!list && parking.work.problem.value === undefined && <div class="sale-wait"><Spinner label={t('pos:ui.parked.asking')} /></div>}
      {list?.length === 0 && <EmptyState icon="pause" title={t('pos:ui.parked.none')}>{t('pos:ui.parked.noneDetail')}</EmptyState>}
      {list && list.length > 0 && (
        <div ref={rows} class="sale-hits" role="listbox" tabIndex={0} aria-label={t('pos:ui.parked.title')} aria-activedescendant={`parked-${active}`}>
          {list.map((one, at) => (
            <div
              key={one.id}
              id={`parked-${at}`}
              class="sale-hit"
              role="option"
              aria-selected={at === active}
              onMouseMove={() => parking.point(at)}
              onClick={() => {
                parking.point(at);
                void parking.recall();
              }}
            >
              <span class="sale-hit-name">
                <strong>{one.name}</strong>
                <span class="quiet sale-hit-facts">{format.dateTime(one.parkedAt)} · {one.cashierName} · {t('pos:ui.parked.lines', { n: one.lines.length })}</span>
              </span>
              <strong>{format.money(one.total)}</strong>
            </div>
          ))}
        </div>
      )}
      <Button size="key" variant="primary" icon="play" shortcut="Enter" block disabled={!list || list.length === 0} busy={parking.work.busy.value} onClick={() => void parking.recall()}>{t('pos:ui.parked.recall')}</Button>
    </section>
  );
}
