import { useLayoutEffect, useRef } from 'preact/hooks';
import { Button, ProblemBanner, useServices } from '@sontechsp/sdk/ui';
import type { ShiftReply } from '../../shifts/schemas.js';
import type { SaleModel } from '../sale.model.js';
import { CountFacts } from './count-facts.js';
import { ShiftHead } from './shift-head.js';
import type { ShiftWork } from './shift-work.js';

/** The count beside what should be there, and why they differ. No difference is refused. */
export function CloseView({ model, work, shift }: { model: SaleModel; work: ShiftWork; shift: ShiftReply }) {
  const { t } = useServices();
  const field = useRef<HTMLTextAreaElement>(null);
  const counted = work.counted.value ?? 0;
  const expected = shift.expectedCash;
  useLayoutEffect(() => field.current!.focus(), []);
  return (
    <form
      class="sale-panel sale-panel-form"
      aria-label={t('pos:ui.shift.do.count')}
      onSubmit={event => {
        event.preventDefault();
        void work.close();
      }}
    >
      <ShiftHead model={model} title={t('pos:ui.shift.do.count')} />
      <CountFacts expected={expected} counted={counted} difference={expected === null ? null : counted - expected} />
      <label class="shift-why">
        <span>{t('pos:ui.shift.why')}</span>
        <textarea
          ref={field}
          class="input"
          rows={3}
          maxLength={500}
          value={work.reason.value}
          onInput={event => work.explain(event.currentTarget.value)}
          onKeyDown={event => {
            if (event.key !== 'Enter' || event.shiftKey) return;
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }}
        />
      </label>
      <p class="quiet sale-panel-hint">{t(expected === null ? 'pos:ui.shift.blindHint' : 'pos:ui.shift.whyHint')}</p>
      <ProblemBanner problem={work.problem.value} />
      <div class="sale-panel-space" />
      <Button type="submit" size="key" variant="primary" icon="lock" shortcut="Enter" block busy={work.busy.value}>{t('pos:ui.shift.do.count')}</Button>
    </form>
  );
}
