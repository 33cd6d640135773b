import { useLayoutEffect, useRef } from 'preact/hooks';
import { Button, IconButton } from './button.js';
import { Icon } from './icon.js';
import { isProblem } from './problem.js';
import { useServices } from './services.js';

export interface PinPadProps {
  /** Whose PIN, or what it is for. */
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Enter, or the confirming key. */
  onSubmit: () => void;
  /** What the confirming key says. */
  submit: string;
  busy?: boolean;
  /** Why the last try failed: said in words, with how long to wait. */
  problem?: unknown;
}
/** Keys that come closer together than this are a scanner's. */
const SCAN_GAP = 35;
/** So many of them in a row are a barcode: no PIN, and no failed try. */
const SCAN_KEYS = 7;

/** Digits nobody reads over a shoulder: by finger, or by the keyboard. */
export function PinPad({ label, value, onChange, onSubmit, submit, busy = false, problem }: PinPadProps) {
  const { t } = useServices();
  const field = useRef<HTMLInputElement>(null);
  const rhythm = useRef({ at: 0, quick: 0 });
  useLayoutEffect(() => field.current!.focus(), [label, problem]);

  const write = (text: string) => onChange(text.replace(/\D/g, '').slice(0, 20));
  const digit = (key: string) => <Button key={key} size="key" class="pad-key" disabled={busy} onClick={() => write(value + key)}>{key}</Button>;
  return (
    <form
      class="pin"
      aria-label={label}
      onMouseDown={event => {
        // A tap takes the focus nowhere: the next digit may come from the keyboard.
        if ((event.target as Element).closest('button')) event.preventDefault();
      }}
      onSubmit={event => {
        event.preventDefault();
        if (busy || value === '') return;
        if (rhythm.current.quick >= SCAN_KEYS) onChange('');
        else onSubmit();
      }}
    >
      <input
        ref={field}
        class="input pin-field"
        type="password"
        inputmode="none"
        autocomplete="off"
        aria-label={label}
        {...(problem === undefined ? {} : { 'aria-invalid': true })}
        value={value}
        onInput={event => write(event.currentTarget.value)}
        onKeyDown={event => {
          const { at, quick } = rhythm.current;
          rhythm.current = { at: event.timeStamp, quick: event.timeStamp - at < SCAN_GAP ? quick + 1 : 0 };
        }}
      />
      <p class="pin-note" role="alert">{problem !== undefined && <><Icon name="alert" /><span>{pinProblem(problem, t)}</span></>}</p>
      <div class="pad" role="group" aria-label={t('host:web.pin.pad')}>
        {['7', '8', '9', '4', '5', '6', '1', '2', '3'].map(digit)}
        <IconButton size="key" variant="plain" class="pad-key" icon="backspace" label={t('host:web.pin.erase')} disabled={busy} onClick={() => write(value.slice(0, -1))} />
        {digit('0')}
        <IconButton type="submit" size="key" variant="primary" class="pad-key" icon="check" label={submit} shortcut="Enter" busy={busy} />
      </div>
    </form>
  );
}

/** A refused PIN in words for who stands at the till. */
function pinProblem(problem: unknown, t: ReturnType<typeof useServices>['t']): string {
  if (isProblem(problem, 'auth.invalid')) return t('host:web.pin.wrong');
  if (isProblem(problem, 'request.tooMany')) return t('host:web.pin.wait', { seconds: Number(problem.facts['seconds'] ?? 30) });
  return isProblem(problem) ? problem.detail || problem.title : t('host:web.ui.unexpected.detail');
}
