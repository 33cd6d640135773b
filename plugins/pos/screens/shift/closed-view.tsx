import { Button, Icon, useServices } from '@sontechsp/sdk/ui';
import type { CloseReply } from '../../shifts/schemas.js';
import type { SaleModel } from '../sale.model.js';
import { CountFacts } from './count-facts.js';
import { ShiftHead } from './shift-head.js';
import type { ShiftWork } from './shift-work.js';

/** The shift is closed: its number, its difference, and what may be behind that. */
export function ClosedView({ model, closed }: { model: SaleModel; work: ShiftWork; closed: CloseReply }) {
  const { t, format } = useServices();
  return (
    <section class="sale-panel" aria-label={t('pos:ui.shift.closed.title')}>
      <ShiftHead model={model} title={t('pos:ui.shift.closed.title')} note={t('pos:ui.shift.closed.z', { n: closed.zNo ?? 0 })} />
      <CountFacts expected={closed.expectedCash} counted={closed.countedCash ?? 0} difference={closed.difference} />
      {closed.difference !== 0 && (
        <div class="shift-causes">
          <h3>{t('pos:ui.shift.closed.causes')}</h3>
          {closed.explanations.length === 0 && <p class="quiet">{t('pos:ui.shift.closed.noCause')}</p>}
          <ol class="shift-list" tabIndex={closed.explanations.length > 0 ? 0 : -1} aria-label={t('pos:ui.shift.closed.causes')}>
            {closed.explanations.map((one, at) => (
              <li key={at}>
                <Icon name="info" />
                <span>
                  {one.steps.map(step => (
                    <span key={`${step.code}${step.text}`} class="shift-cause">
                      {step.text}
                      {step.events.length > 0 && <span class="quiet"> {step.events.slice(0, 3).map(event => `${event.name} ${format.time(event.at)}`).join(', ')}{step.count > 3 && ` +${step.count - 3}`}</span>}
                    </span>
                  ))}
                </span>
              </li>
            ))}
          </ol>
        </div>
      )}
      <div class="sale-panel-space" />
      <Button size="key" variant="primary" icon="receipt" block autoFocus onClick={() => model.desk.show({ kind: 'shift', view: 'z' })}>{t('pos:ui.shift.closed.show')}</Button>
    </section>
  );
}
