import type { InputHTMLAttributes, Ref } from 'preact';
import { useAutoFocus } from './auto-focus.js';
import { useFieldLink } from './field.js';
import { Icon } from './icon.js';
import { useServices } from './services.js';

export interface TextInputProps extends Omit<InputHTMLAttributes, 'value' | 'onChange' | 'onInput' | 'class' | 'className' | 'size' | 'icon' | 'ref' | 'type' | 'autoFocus'> {
  autoFocus?: boolean;
  type?: 'text' | 'password' | 'search' | 'tel' | 'email' | 'date';
  value: string;
  /** With every change. */
  onChange: (value: string) => void;
  inputRef?: Ref<HTMLInputElement>;
  class?: string;
}

export function TextInput({ value, onChange, inputRef, class: extra = '', type = 'text', autoFocus = false, ...rest }: TextInputProps) {
  return (
    <input
      autocomplete="off"
      {...useFieldLink()}
      {...(rest as object)}
      {...useAutoFocus(autoFocus, inputRef)}
      type={type as 'text'}
      class={`input ${extra}`}
      value={value}
      onInput={event => onChange(event.currentTarget.value)}
    />
  );
}

export interface TextAreaProps {
  value: string;
  onChange: (value: string) => void;
  rows?: number;
  disabled?: boolean;
  maxLength?: number;
}
export function TextArea({ value, onChange, rows = 3, maxLength, disabled = false }: TextAreaProps) {
  return (
    <textarea
      {...useFieldLink()}
      class="input"
      rows={rows}
      disabled={disabled}
      {...(maxLength === undefined ? {} : { maxLength })}
      value={value}
      onInput={event => onChange(event.currentTarget.value)}
    />
  );
}

export interface SearchBoxProps extends Omit<TextInputProps, 'type'> {
  label: string;
  /** Shown at the right end: `F2`. */
  shortcut?: string;
}

/** Looks for something in what is shown beside it. `Esc` empties it first. */
export function SearchBox({ label, shortcut, value, onChange, onKeyDown, placeholder, ...rest }: SearchBoxProps) {
  const { t } = useServices();
  return (
    <div class="search" role="search">
      <Icon name="search" class="search-icon" />
      <TextInput
        {...rest}
        type="search"
        aria-label={label}
        placeholder={placeholder ?? label}
        enterkeyhint="search"
        spellcheck={false}
        value={value}
        onChange={onChange}
        aria-keyshortcuts={shortcut?.replace('Ctrl', 'Control')}
        onKeyDown={event => {
          if (event.key === 'Escape' && value !== '') {
            event.preventDefault();
            event.stopPropagation();
            onChange('');
          } else onKeyDown?.(event);
        }}
      />
      {value !== ''
        ? <button type="button" class="search-clear" aria-label={t('host:web.ui.clear')} onClick={() => onChange('')}><Icon name="close" /></button>
        : shortcut && <kbd class="key search-key">{shortcut}</kbd>}
    </div>
  );
}
