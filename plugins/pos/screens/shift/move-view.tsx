import { useState } from 'preact/hooks';
import { Button, ProblemBanner, useServices } from '@sontechsp/sdk/ui';
import { EntryField, NumberPad } from '../number-pad.js';
import { ReasonLine } from '../reason-line.js';
import type { SaleModel } from '../sale.model.js';
import { ShiftHead } from './shift-head.js';
import type { ShiftWork } from './shift-work.js';

const reasons = { in: ['change', 'other'], out: ['bank', 'supplier', 'expense'] } as const;

/** Cash put into the drawer or taken out of it, and why. */
export function MoveView({ model, work, type }: { model: SaleModel; work: ShiftWork; type: 'in' | 'out' }) {
  const { t, format } = useServices();
  // The amount first, as it is in the hand; then why.
  const [subject] = useState(`move-${type}`);
  const title = t(`pos:ui.shift.do.${type}`);
  return (
    <form
      class="sale-panel sale-panel-form shift-move"
      aria-label={title}
      onSubmit={event => {
        event.preventDefault();
        const field = event.currentTarget.querySelector<HTMLInputElement>('.sale-name')!;
        // Enter goes on to what is still missing.
        if (document.activeElement !== field && work.reason.peek().trim() === '' && (work.amount.peek() ?? 0) > 0) field.focus();
        else void work.move(type);
      }}
    >
      <ShiftHead model={model} title={title} />
      <ProblemBanner problem={work.problem.value} />
      <EntryField model={model} label={t('pos:ui.shift.amount')} unit={format.currencySymbol} subject={subject} />
      <ReasonLine reason={work.reason.value} onChange={work.explain} usual={reasons[type]} />
      <NumberPad model={model}>
        <Button type="submit" size="key" variant="primary" class="pad-confirm" shortcut="Enter" busy={work.busy.value}>{title}</Button>
      </NumberPad>
    </form>
  );
}
