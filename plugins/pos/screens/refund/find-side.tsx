import { useEffect, useRef } from 'preact/hooks';
import { Field, Icon, ProblemBanner, SearchBox, TextInput, useServices } from '@sontechsp/sdk/ui';
import { KeyButton } from './key-button.js';
import type { RefundModel } from './refund.model.js';

/** How to find the sale: hold its receipt to the scanner, or look for it. */
export function FindSide({ model }: { model: RefundModel }) {
  const { t } = useServices();
  const { finding } = model;
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => { field.current!.focus(); }, []);
  return (
    <div class="sale-panel refund-find">
      <div class="refund-scan"><Icon name="barcode" /><p>{t('pos:ui.refund.find.scan')}</p></div>
      <ProblemBanner problem={model.problem.value} />
      <SearchBox
        inputRef={field}
        class="input-till"
        label={t('pos:ui.refund.find.number')}
        value={finding.q.value}
        onChange={finding.type}
        onKeyDown={event => {
          const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
          if (moves[event.key] !== undefined) {
            event.preventDefault();
            finding.move(moves[event.key]!);
          } else if (event.key === 'Enter') {
            event.preventDefault();
            model.command('confirm');
          }
        }}
      />
      <Field label={t('pos:ui.refund.find.day')} class="refund-day"><TextInput type="date" class="input-till" value={finding.day.value} onChange={finding.setDay} /></Field>
      <div class="refund-find-keys">
        <KeyButton model={model} command="confirm" size="key" variant="primary" icon="arrow-right" disabled={finding.sales.value.length === 0}>{t('pos:ui.refund.find.open')}</KeyButton>
        <KeyButton model={model} command="price" size="key" icon="box">{t('pos:ui.refund.free.open')}</KeyButton>
      </div>
    </div>
  );
}
