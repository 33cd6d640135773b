import { useLayoutEffect, useRef } from 'preact/hooks';
import { Button, useServices } from '@sontechsp/sdk/ui';

interface Props {
  reason: string;
  onChange: (reason: string) => void;
  /** Those that are given most, as words under `pos:ui.shift.reasons`. */
  usual: readonly string[];
  autoFocus?: boolean;
}
/** A reason for what is done with the drawer: typed, or one of the usual ones by a touch. */
export function ReasonLine({ reason, onChange, usual, autoFocus = false }: Props) {
  const { t } = useServices();
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => { if (autoFocus) field.current!.focus(); }, []);
  return (
    <>
      <input
        ref={field}
        class="input sale-name"
        type="text"
        autocomplete="off"
        maxLength={200}
        aria-label={t('pos:ui.shift.reason')}
        placeholder={t('pos:ui.shift.reason')}
        value={reason}
        onInput={event => onChange(event.currentTarget.value)}
      />
      <div class="segments" role="group" aria-label={t('pos:ui.shift.reasons.title')}>
        {usual.map(key => {
          const words = t(`pos:ui.shift.reasons.${key}`);
          return <Button key={key} size="till" aria-pressed={reason === words} onClick={() => onChange(words)}>{words}</Button>;
        })}
      </div>
    </>
  );
}
