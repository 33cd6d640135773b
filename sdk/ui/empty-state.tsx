import type { ComponentChildren } from 'preact';
import { Icon } from './icon.js';

export interface EmptyStateProps {
  icon: string;
  title: string;
  /** Where it stands in place of a whole screen, its title is that of the page. */
  page?: boolean;
  /** What to do next. */
  children?: ComponentChildren;
  action?: ComponentChildren;
}

/** In place of a list with nothing in it. */
export function EmptyState({ icon, title, page = false, children, action }: EmptyStateProps) {
  return (
    <div class="empty">
      <span class="empty-icon"><Icon name={icon} /></span>
      {page ? <h1>{title}</h1> : <h2>{title}</h2>}
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}
