import type { ComponentChildren } from 'preact';
import { Icon } from './icon.js';
import { useServices } from './services.js';
import type { Tone } from './toasts.js';

const toneIcons: Record<Tone, string> = { info: 'info', success: 'check-circle', warn: 'alert', danger: 'alert-circle' };

/** A state in one or two words; its tone never speaks alone. */
export function Badge({ tone, icon, children }: { tone?: Tone | undefined; icon?: string; children: ComponentChildren }) {
  return (
    <span class={`badge ${tone ? `badge-${tone}` : ''}`}>
      {(icon ?? tone) && <Icon name={icon ?? toneIcons[tone!]} />}
      <span>{children}</span>
    </span>
  );
}

/** A choice or filter that can be pressed, or taken away. */
export function Chip({ children, pressed, onClick, onRemove }: { children: ComponentChildren; pressed?: boolean; onClick?: () => void; onRemove?: () => void }) {
  const { t } = useServices();
  return (
    <span class={`chip ${pressed ? 'chip-pressed' : ''}`}>
      {onClick
        ? <button type="button" class="chip-button" aria-pressed={pressed ?? false} onClick={onClick}>{pressed && <Icon name="check" />}{children}</button>
        : <span class="chip-text">{children}</span>}
      {onRemove && <button type="button" class="chip-remove" aria-label={t('host:web.ui.remove')} onClick={onRemove}><Icon name="close" /></button>}
    </span>
  );
}

/** A strip across its place that says how things stand, with what to do about it. */
export function Banner({ tone = 'info', title, children, actions }: { tone?: Tone; title?: ComponentChildren; children?: ComponentChildren; actions?: ComponentChildren }) {
  return (
    <div class={`banner banner-${tone}`} role={tone === 'danger' ? 'alert' : 'status'}>
      <Icon name={toneIcons[tone]} />
      <div class="banner-words">
        {title && <strong>{title}</strong>}
        {children && <div>{children}</div>}
      </div>
      {actions && <div class="banner-actions">{actions}</div>}
    </div>
  );
}
