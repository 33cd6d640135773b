import type { ButtonHTMLAttributes, ComponentChildren } from 'preact';
import { useAutoFocus } from './auto-focus.js';
import { Icon } from './icon.js';
import { Spinner } from './progress.js';

export interface ButtonProps extends Omit<ButtonHTMLAttributes, 'icon' | 'size' | 'class' | 'className' | 'label' | 'disabled' | 'autoFocus'> {
  children?: ComponentChildren;
  /** `plain` (the default) has a border, `ghost` none; `pay` is the one green button of a screen. */
  variant?: 'plain' | 'primary' | 'pay' | 'danger' | 'ghost';
  /** `small` for rows of tables, `till` (48 px) and `key` (64 px) where fingers press. */
  size?: 'small' | 'normal' | 'till' | 'key';
  icon?: string | undefined;
  /** The key that does the same, shown on the button: `F9`. Listening to it is the screen's business. */
  shortcut?: string | undefined;
  busy?: boolean | undefined;
  disabled?: boolean | undefined;
  autoFocus?: boolean;
  /** Fills the width it is given. */
  block?: boolean;
  class?: string;
}

/** A busy button keeps the focus, so it is not disabled: a press does nothing. */
const nothing = (event: Event) => event.preventDefault();

export function Button(props: ButtonProps) {
  const { children, variant = 'plain', size = 'normal', icon, shortcut, busy = false, disabled, block, class: extra = '', type, autoFocus = false, ...rest } = props;
  return (
    <button
      {...useAutoFocus<HTMLButtonElement>(autoFocus)}
      {...rest}
      {...(busy ? { onClick: nothing, 'aria-disabled': true } : {})}
      type={type ?? 'button'}
      class={`button button-${variant} button-${size}${block ? ' button-block' : ''} ${extra}`}
      disabled={disabled}
      aria-busy={busy || undefined}
      aria-keyshortcuts={shortcut?.replace('Ctrl', 'Control')}
    >
      {busy ? <Spinner /> : icon && <Icon name={icon} />}
      {children !== undefined && <span class="button-text">{children}</span>}
      {shortcut && <kbd class="key" aria-hidden="true">{shortcut}</kbd>}
    </button>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon' | 'block'> {
  icon: string;
  /** What it does, for the tooltip and for those who cannot see the picture. */
  label: string;
}

export function IconButton({ icon, label, class: extra = '', variant = 'ghost', size = 'normal', shortcut, busy, disabled, type, autoFocus = false, ...rest }: IconButtonProps) {
  return (
    <button
      {...useAutoFocus<HTMLButtonElement>(autoFocus)}
      {...rest}
      {...(busy ? { onClick: nothing, 'aria-disabled': true } : {})}
      type={type ?? 'button'}
      class={`button button-${variant} button-${size} button-icon ${extra}`}
      aria-label={label}
      title={shortcut ? `${label} (${shortcut})` : label}
      aria-keyshortcuts={shortcut?.replace('Ctrl', 'Control')}
      disabled={disabled}
      aria-busy={busy || undefined}
    >
      {busy ? <Spinner /> : <Icon name={icon} />}
    </button>
  );
}
