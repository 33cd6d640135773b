import type { Ref } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useAutoFocus } from './auto-focus.js';
import { decimalText, parseDecimal } from './decimal.js';
import { useFieldLink } from './field.js';
import { useServices } from './services.js';

interface NumberProps {
  /** `null` when empty or not readable. */
  value: number | null;
  onChange: (value: number | null) => void;
  min?: number;
  max?: number;
  disabled?: boolean;
  autoFocus?: boolean;
  placeholder?: string;
  inputRef?: Ref<HTMLInputElement>;
  /** Read when the input stands in no `Field`. */
  label?: string;
  class?: string;
  onKeyDown?: (event: KeyboardEvent) => void;
}

interface DecimalInputProps extends NumberProps {
  decimals: number;
  /** Shown at the right end. */
  unit?: string | undefined;
  /** Zeros at the end are dropped. */
  short?: boolean;
}

/** Works on integer units (kuruş, thousandths): what was typed is kept as typed until the field is left. */
function DecimalInput({ value, onChange, decimals, unit, short = false, min, max, label, class: extra = '', inputRef, autoFocus = false, ...rest }: DecimalInputProps) {
  const { format } = useServices();
  const mark = format.decimalMark;
  const written = value === null ? '' : decimalText(value, decimals, mark, short);
  const [text, setText] = useState(written);
  const last = useRef(value);
  useLayoutEffect(() => {
    if (last.current !== value) setText(written);
    last.current = value;
  }, [value, written]);

  const type = (typed: string) => {
    setText(typed);
    const parsed = parseDecimal(typed, decimals, mark);
    const kept = parsed !== undefined && (min === undefined || parsed >= min) && (max === undefined || parsed <= max) ? parsed : null;
    last.current = kept;
    onChange(kept);
  };
  return (
    <span class={`number ${unit ? 'number-with-unit' : ''} ${unit && unit.length > 2 ? 'number-with-word' : ''} ${extra}`}>
      <input
        {...useFieldLink()}
        {...rest}
        {...useAutoFocus(autoFocus, inputRef)}
        {...(label ? { 'aria-label': label } : {})}
        type="text"
        class="input number-input"
        inputmode={decimals === 0 ? 'numeric' : 'decimal'}
        autocomplete="off"
        value={text}
        onInput={event => type(event.currentTarget.value)}
        onFocus={event => event.currentTarget.select()}
        onBlur={() => { if (value !== null) setText(written); }}
        onKeyDown={event => {
          if (event.code === 'NumpadDecimal' && decimals > 0) {
            event.preventDefault();
            const input = event.currentTarget;
            input.setRangeText(mark, input.selectionStart ?? text.length, input.selectionEnd ?? text.length, 'end');
            type(input.value);
          }
          rest.onKeyDown?.(event);
        }}
      />
      {unit && <span class="number-unit" aria-hidden="true">{unit}</span>}
    </span>
  );
}

/** Kuruş. Both decimal marks are understood, and the number pad's key always is one. */
export function MoneyInput(props: NumberProps & { unit?: string }) {
  const { format } = useServices();
  return <DecimalInput unit={format.currencySymbol} {...props} decimals={2} />;
}

/** A quantity of at most three decimals (whole numbers for pieces), as the number the API takes. */
export function QuantityInput({ value, onChange, unit, min, max, ...rest }: NumberProps & { unit?: 'piece' | 'kg' | undefined }) {
  const { t } = useServices();
  return (
    <DecimalInput
      {...rest}
      short
      decimals={3}
      unit={unit && t(`host:web.ui.unit.${unit}`)}
      value={value === null ? null : Math.round(value * 1000)}
      onChange={thousandths => onChange(thousandths === null ? null : thousandths / 1000)}
      {...(min === undefined ? {} : { min: Math.round(min * 1000) })}
      {...(max === undefined ? {} : { max: Math.round(max * 1000) })}
    />
  );
}

/** Percent with at most two decimals, 0…100 unless said. */
export function PercentInput({ value, onChange, min = 0, max = 100, ...rest }: NumberProps) {
  return (
    <DecimalInput
      {...rest}
      short
      unit="%"
      decimals={2}
      min={Math.round(min * 100)}
      max={Math.round(max * 100)}
      value={value === null ? null : Math.round(value * 100)}
      onChange={hundredths => onChange(hundredths === null ? null : hundredths / 100)}
    />
  );
}

/** A whole number. */
export function IntegerInput(props: NumberProps & { unit?: string }) {
  return <DecimalInput {...props} decimals={0} />;
}
