import { Badge, Button, Field, ProblemBanner, TextArea, useServices } from '@sontechsp/sdk/ui';
import type { ShiftReply } from '../../shifts/schemas.js';
import { Causes } from '../shift/causes.js';
import type { ShiftsModel } from './shifts.model.js';

/** What a drawer had too much or too little, in a sum and a word. */
export function DifferenceChip({ shift: { difference, reasonMissing } }: { shift: ShiftReply }) {
  const { t, format } = useServices();
  if (difference === null) return <span class="quiet">{t('pos:ui.shifts.notCounted')}</span>;
  if (difference === 0) return <Badge tone="success">{t('pos:ui.shift.signs.none')}</Badge>;
  return (
    <span class="shift-chip">
      <span class="number-text">{format.money(difference)}</span>
      <Badge tone="warn">{t(reasonMissing ? 'pos:ui.shifts.unexplained' : `pos:ui.shift.signs.${difference < 0 ? 'short' : 'over'}`)}</Badge>
    </span>
  );
}

/** What may be behind a difference, and where nobody has said why, the place to do so. */
export function Difference({ model, shift }: { model: ShiftsModel; shift: ShiftReply }) {
  const { t } = useServices();
  const { why } = model;
  const asks = model.mayExplain(shift);
  return (
    <section class="stack">
      <h3>{t('pos:ui.shift.closed.causes')}</h3>
      <Causes explanations={model.explanations.value} {...(asks ? { onChoose: (words: string) => why.set('reason', words.slice(0, 500)) } : {})} />
      {asks && (
        <form class="group" noValidate onSubmit={event => { event.preventDefault(); void model.explain(); }}>
          <ProblemBanner problem={why.problem.value} />
          <Field label={t('pos:ui.shift.why')} hint={t('pos:ui.shifts.once')} error={why.error('reason')} required>
            <TextArea value={why.values.value.reason} onChange={value => why.set('reason', value)} rows={2} maxLength={500} />
          </Field>
          <Button type="submit" variant="primary" icon="check" busy={why.busy.value}>{t('pos:ui.shift.closed.give')}</Button>
        </form>
      )}
    </section>
  );
}
