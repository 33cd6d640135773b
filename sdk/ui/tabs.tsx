import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';

export interface Tab<I extends string = string> {
  readonly id: I;
  readonly label: string;
  /** A count or mark after the label. */
  readonly badge?: ComponentChildren;
}
export interface TabsProps<I extends string> {
  label: string;
  tabs: readonly Tab<I>[];
  active: I;
  onChange: (id: I) => void;
  /** The panel of the active tab. */
  children: ComponentChildren;
}

export function Tabs<I extends string>({ label, tabs, active, onChange, children }: TabsProps<I>) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const go = (at: number) => {
    const tab = tabs[(at + tabs.length) % tabs.length]!;
    onChange(tab.id);
    list.current!.querySelector<HTMLElement>(`#${CSS.escape(`${id}-${tab.id}`)}`)?.focus();
  };
  const at = tabs.findIndex(t => t.id === active);
  return (
    <div class="tabs">
      <div
        ref={list}
        class="tab-list"
        role="tablist"
        aria-label={label}
        onKeyDown={event => {
          const moves: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 };
          const to = moves[event.key];
          if (to === undefined) return;
          event.preventDefault();
          go(to);
        }}
      >
        {tabs.map(tab => (
          <button
            key={tab.id}
            id={`${id}-${tab.id}`}
            type="button"
            role="tab"
            class="tab"
            aria-selected={tab.id === active}
            {...(tab.id === active ? { 'aria-controls': `${id}-panel` } : {})}
            tabIndex={tab.id === active ? 0 : -1}
            onClick={() => onChange(tab.id)}
          >
            {tab.label}
            {tab.badge !== undefined && <span class="tab-badge">{tab.badge}</span>}
          </button>
        ))}
      </div>
      <div class="tab-panel" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${active}`}>{children}</div>
    </div>
  );
}
