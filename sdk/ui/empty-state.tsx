import type { ComponentChildren } from 'preact';
import { Icon } from './icon.js';

export interface EmptyStateProps {
  icon: string;
  title: string;
  /** What to do next. */
  children?: ComponentChildren;
  action?: ComponentChildren;
}

/** In place of a list with nothing in it. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div class="empty">
      <span class="empty-icon"><Icon name={icon} /></span>
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}
