import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Button, IconButton, useServices } from '@sontechsp/sdk/ui';
import type { SaleModel } from './sale.model.js';

interface PadProps {
  model: SaleModel;
  /** The keys of the till at rest: quantity for the next scan, double nought, Enter. */
  withTimes?: boolean;
  disabled?: boolean;
  /** The confirming key of a panel, beside the digits. */
  children?: ComponentChildren;
}
/** Digits for fingers. */
export function NumberPad({ model, withTimes = false, disabled = false, children }: PadProps) {
  const { t, format } = useServices();
  const mark = format.decimalMark;
  const digit = (key: string, label = key) => (
    <Button key={key} size="key" class="pad-key" disabled={disabled} onClick={() => model.pad(key)}>{label}</Button>
  );
  const erase = <IconButton size="key" variant="plain" class="pad-key" icon="backspace" label={t('pos:ui.pad.erase')} disabled={disabled} onClick={() => model.pad('erase')} />;
  const wide = withTimes || children !== undefined;
  return (
    <div class={`pad ${wide ? 'pad-wide' : ''}`} role="group" aria-label={t('pos:ui.pad.title')}>
      {['7', '8', '9'].map(key => digit(key))}
      {wide && erase}
      {['4', '5', '6'].map(key => digit(key))}
      {children}
      {withTimes && <Button size="key" class="pad-key" disabled={disabled} aria-label={t('pos:ui.pad.times')} aria-keyshortcuts="*" onClick={() => model.command('times')}>×</Button>}
      {['1', '2', '3'].map(key => digit(key))}
      {withTimes && <Button size="key" variant="primary" class="pad-key pad-enter" disabled={disabled} aria-keyshortcuts="Enter" onClick={() => model.command('confirm')}>{t('pos:ui.pad.enter')}</Button>}
      {digit('0')}
      {wide && digit('00')}
      {digit(mark)}
      {!wide && erase}
    </div>
  );
}

interface EntryFieldProps {
  model: SaleModel;
  label: string;
  unit?: string | undefined;
  placeholder?: string;
  /** Takes the focus anew, and selects what is proposed, when this changes. */
  subject: string;
}

/** Where an amount is typed. It has the focus while its panel is open, and the pad writes into it. */
export function EntryField({ model, label, unit, placeholder = '', subject }: EntryFieldProps) {
  const { format } = useServices();
  const field = useRef<HTMLInputElement>(null);
  const { text } = model.desk.entry.value;
  useLayoutEffect(() => {
    field.current!.focus();
    if (model.desk.entry.peek().fresh) field.current!.select();
  }, [subject]);
  return (
    <span class="entry">
      <input
        ref={field}
        class="input entry-field"
        type="text"
        // The pad stands beside it: a keyboard of the device would only cover the lines.
        inputmode="none"
        autocomplete="off"
        aria-label={label}
        placeholder={placeholder}
        value={text}
        onInput={event => model.write(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.code !== 'NumpadDecimal') return;
          event.preventDefault();
          const input = event.currentTarget;
          input.setRangeText(format.decimalMark, input.selectionStart ?? text.length, input.selectionEnd ?? text.length, 'end');
          model.write(input.value);
        }}
        onBlur={event => {
          // A tap beside it takes the focus nowhere: the next digit still belongs here.
          if (event.relatedTarget === null && document.hasFocus()) setTimeout(() => { if (document.activeElement === document.body) field.current?.focus(); });
        }}
      />
      {unit && <span class={`entry-unit ${unit.length > 2 ? 'entry-unit-word' : ''}`} aria-hidden="true">{unit}</span>}
    </span>
  );
}
