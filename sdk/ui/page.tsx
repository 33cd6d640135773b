import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { IconButton } from './button.js';
import { useServices } from './services.js';

export interface PageProps {
  title: string;
  /** One quiet line under the title. */
  subtitle?: ComponentChildren;
  /** Buttons at the right of the title. */
  actions?: ComponentChildren;
  /** Search and filters, in a row of their own. */
  tools?: ComponentChildren;
  /** A `SidePanel`, beside the body where there is room and over it where there is not. */
  panel?: ComponentChildren;
  /** `fill` gives the body the height that is left, for a list that scrolls in itself. */
  body?: 'flow' | 'fill';
  children: ComponentChildren;
}

/** The shape of every office screen. */
export function Page({ title, subtitle, actions, tools, panel, body = 'flow', children }: PageProps) {
  return (
    <div class={`page page-${body}`}>
      <div class="page-main">
        <header class="page-head">
          <div class="page-titles">
            <h1>{title}</h1>
            {subtitle && <p class="page-subtitle">{subtitle}</p>}
          </div>
          {actions && <div class="page-actions">{actions}</div>}
        </header>
        {tools && <div class="page-tools">{tools}</div>}
        <div class="page-body">{children}</div>
      </div>
      {panel}
    </div>
  );
}

export interface SidePanelProps {
  title: string;
  subtitle?: ComponentChildren;
  onClose: () => void;
  /** Buttons at the foot, always in sight. */
  actions?: ComponentChildren;
  /** Enter in a field of it. With it, the panel is a form. */
  onSubmit?: () => void;
  children: ComponentChildren;
}

/** The card of one thing, beside the list it came from. Takes the focus when it opens; Esc closes it and gives the focus back. */
export function SidePanel({ title, subtitle, onClose, actions, onSubmit, children }: SidePanelProps) {
  const { t } = useServices();
  const id = useId();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    const inside = panel.current!;
    if (!inside.contains(before)) (inside.querySelector<HTMLElement>('[data-autofocus], .panel-body :is(input, select, textarea):not(:disabled)') ?? inside).focus();
    return () => { if (document.activeElement === document.body || inside.contains(document.activeElement)) before?.focus(); };
  }, []);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open], :popover-open')) close.current();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);

  const content = (
    <>
      <header class="panel-head">
        <div class="panel-titles">
          <h2 id={id}>{title}</h2>
          {subtitle && <p class="page-subtitle">{subtitle}</p>}
        </div>
        <IconButton icon="close" label={t('host:web.ui.close')} onClick={onClose} />
      </header>
      <div class="panel-body">{children}</div>
      {actions && <footer class="panel-foot">{actions}</footer>}
    </>
  );
  return (
    <aside ref={panel} class="panel" aria-labelledby={id} tabIndex={-1}>
      {onSubmit
        ? <form class="panel-frame" noValidate onSubmit={event => { event.preventDefault(); onSubmit(); }}>{content}</form>
        : <div class="panel-frame">{content}</div>}
    </aside>
  );
}

/** A framed part of a page. */
export function Card({ title, actions, children, class: extra = '' }: { title?: string; actions?: ComponentChildren; children: ComponentChildren; class?: string }) {
  return (
    <section class={`card ${extra}`}>
      {title && <header class="card-head"><h2>{title}</h2>{actions}</header>}
      {children}
    </section>
  );
}

/** Names and values, one pair a row. */
export function Facts({ items }: { items: readonly (readonly [name: string, value: ComponentChildren])[] }) {
  return (
    <dl class="facts">
      {items.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
    </dl>
  );
}
