import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { useFieldLink } from './field.js';
import { Icon } from './icon.js';

export interface SelectOption<V extends string = string> {
  readonly value: V;
  readonly label: string;
  readonly disabled?: boolean;
}
export interface SelectProps<V extends string> {
  value: V | '';
  onChange: (value: V) => void;
  options: readonly SelectOption<V>[];
  /** An empty choice that stands first. */
  placeholder?: string | undefined;
  /** Read when the control stands in no `Field`. */
  label?: string;
  disabled?: boolean;
  class?: string;
}

export function Select<V extends string>({ value, onChange, options, placeholder, label, disabled = false, class: extra = '' }: SelectProps<V>) {
  return (
    <span class={`select ${extra}`}>
      <select
        {...useFieldLink()}
        class="input"
        disabled={disabled}
        {...(label ? { 'aria-label': label } : {})}
        value={value}
        onChange={event => onChange(event.currentTarget.value as V)}
      >
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {options.map(o => <option key={o.value} value={o.value} disabled={o.disabled ?? false}>{o.label}</option>)}
      </select>
      <Icon name="chevron-down" class="select-mark" />
    </span>
  );
}

export interface CheckProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  label: ComponentChildren;
  /** A second line under the label. */
  hint?: ComponentChildren;
  disabled?: boolean;
}

export function Checkbox({ checked, onChange, label, hint, disabled = false }: CheckProps) {
  const id = useId();
  return (
    <div class="check">
      <input
        type="checkbox"
        id={id}
        checked={checked}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={event => onChange(event.currentTarget.checked)}
      />
      <label for={id}>{label}</label>
      {hint && <p class="check-hint" id={`${id}-hint`}>{hint}</p>}
    </div>
  );
}

/** On or off, in force at once. `onChange` may refuse by not changing `checked`. */
export function Switch({ checked, onChange, label, hideLabel = false, disabled = false, busy = false }: Omit<CheckProps, 'hint' | 'label'> & { label: string; hideLabel?: boolean; busy?: boolean }) {
  return (
    <button
      type="button"
      role="switch"
      class="switch"
      aria-checked={checked}
      aria-label={label}
      aria-busy={busy || undefined}
      disabled={disabled}
      onClick={() => { if (!busy) onChange(!checked); }}
    >
      <span class="switch-track" aria-hidden="true"><span class="switch-thumb">{checked && <Icon name="check" />}</span></span>
      {!hideLabel && <span class="switch-label">{label}</span>}
    </button>
  );
}
