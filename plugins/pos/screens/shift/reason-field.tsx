import { useLayoutEffect, useRef } from 'preact/hooks';
import { useServices } from '@sontechsp/sdk/ui';
import type { ShiftWork } from './shift-work.js';

/** Why there is a difference. Enter sends its form, Shift+Enter begins a line. */
export function ReasonField({ work }: { work: ShiftWork }) {
  const { t } = useServices();
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current!.focus(), []);
  return (
    <label class="shift-why">
      <span>{t('pos:ui.shift.why')}</span>
      <textarea
        ref={field}
        class="input"
        rows={2}
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
  );
}
