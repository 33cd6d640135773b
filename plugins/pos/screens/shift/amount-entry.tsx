import { useRef } from 'preact/hooks';
import { Button, IconButton, useServices } from '@sontechsp/sdk/ui';
import { EntryField, NumberPad } from '../number-pad.js';
import type { SaleModel } from '../sale.model.js';
import { denominationsOf } from '../../denominations.js';
import type { ShiftWork } from './shift-work.js';

interface Props {
  model: SaleModel;
  work: ShiftWork;
  label: string;
  subject: string;
}
/** A sum of cash: typed, or counted by its notes and coins. */
export function AmountEntry({ model, work, label, subject }: Props) {
  const { format } = useServices();
  return work.byNotes.value ? <Notes work={work} label={label} /> : (
    <>
      <EntryField model={model} label={label} unit={format.currencySymbol} subject={subject} />
      <NumberPad model={model} />
    </>
  );
}

/** Which of the two ways; nothing for a currency whose notes are not known. */
export function AmountWays({ work }: { work: ShiftWork }) {
  const { t, format } = useServices();
  if (denominationsOf(format.currency).length === 0) return null;
  return (
    <div class="segments shift-ways" role="group" aria-label={t('pos:ui.shift.ways.title')}>
      {([false, true] as const).map(notes => (
        <Button key={String(notes)} size="till" aria-pressed={work.byNotes.value === notes} onClick={() => work.countBy(notes)}>{t(`pos:ui.shift.ways.${notes ? 'notes' : 'sum'}`)}</Button>
      ))}
    </div>
  );
}

/** How many of each note and coin. Enter and the arrow key go on to the next; the last leads to the confirming key. */
function Notes({ work, label }: { work: ShiftWork; label: string }) {
  const { t, format } = useServices();
  const grid = useRef<HTMLDivElement>(null);
  const all = denominationsOf(format.currency);
  const fields = () => [...(grid.current?.querySelectorAll('input') ?? [])];
  const active = () => Math.max(0, fields().indexOf(document.activeElement as HTMLInputElement));
  const go = (at: number) => {
    const field = fields()[at];
    if (field) {
      field.focus();
      field.select();
    } else grid.current?.closest('form')?.querySelector<HTMLElement>('button[type=submit]')?.focus();
  };
  const press = (key: string) => {
    const at = active();
    const field = fields()[at]!;
    const before = field.selectionStart === 0 && field.selectionEnd === field.value.length ? '' : field.value;
    work.count(all[at]!, key === 'erase' ? field.value.slice(0, -1) : before + key);
    field.focus();
    requestAnimationFrame(() => field.setSelectionRange(field.value.length, field.value.length));
  };
  const key = (text: string) => <Button key={text} size="key" class="pad-key" onClick={() => press(text)}>{text}</Button>;
  return (
    <>
      <div ref={grid} class="notes" role="group" aria-label={label}>
        {all.map((value, at) => (
          <label key={value} class="note">
            <span class="note-value">{value % 100 === 0 ? format.number(value / 100) : format.amount(value)}</span>
            <input
              class="input note-count"
              inputmode="none"
              autocomplete="off"
              aria-label={t('pos:ui.shift.countOf', { value: format.money(value) })}
              value={work.counts.value.get(value) ?? ''}
              data-autofocus={at === 0 || undefined}
              ref={field => { if (at === 0 && field && !grid.current?.contains(document.activeElement)) field.focus(); }}
              onFocus={event => event.currentTarget.select()}
              onInput={event => work.count(value, event.currentTarget.value)}
              onKeyDown={event => {
                const step = event.key === 'ArrowDown' || event.key === 'ArrowRight' || event.key === 'Enter' ? 1 : event.key === 'ArrowUp' || event.key === 'ArrowLeft' ? -1 : 0;
                if (step === 0) return;
                event.preventDefault();
                go(Math.max(0, at + step));
              }}
            />
          </label>
        ))}
      </div>
      <p class="shift-sum"><span>{label}</span><output>{format.money(work.amount.value ?? 0)}</output></p>
      <div class="pad pad-wide" role="group" aria-label={t('pos:ui.pad.title')}>
        {['7', '8', '9'].map(key)}
        <IconButton size="key" variant="plain" class="pad-key" icon="backspace" label={t('pos:ui.pad.erase')} onClick={() => press('erase')} />
        {['4', '5', '6', '0'].map(key)}
        {['1', '2', '3'].map(key)}
        <IconButton size="key" variant="plain" class="pad-key" icon="arrow-right" label={t('pos:ui.shift.nextNote')} onClick={() => go(active() + 1)} />
      </div>
    </>
  );
}
