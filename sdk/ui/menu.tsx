import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { Icon } from './icon.js';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: string | undefined;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** One of several: shown with a tick. */
  readonly checked?: boolean;
  readonly shortcut?: string;
  onSelect(): void;
}
export interface MenuGroup {
  readonly title?: string;
  readonly items: readonly MenuItem[];
}

export interface MenuProps {
  /** What is on the button. */
  children: ComponentChildren;
  /** Names the list. */
  label: string;
  /** The children are only a picture: the label names the button too. */
  bare?: boolean;
  groups: readonly MenuGroup[];
  /** Something above the items: who is signed in. */
  head?: ComponentChildren;
  class?: string;
  /** Which edge of the button it keeps to. */
  align?: 'start' | 'end';
}

/** A button that opens a list of actions, on the native popover. */
export function Menu({ children, label, bare = false, groups, head, class: extra = 'button button-ghost button-normal', align = 'start' }: MenuProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const items = () => [...list.current!.querySelectorAll<HTMLElement>('[role^=menuitem]:not(:disabled)')];

  const place = () => {
    const box = button.current!.getBoundingClientRect(), menu = list.current!;
    const width = menu.offsetWidth, height = menu.offsetHeight;
    const left = align === 'start' ? box.left : box.right - width;
    const below = box.bottom + 4;
    menu.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
    menu.style.top = `${below + height > innerHeight - 8 && box.top > height + 12 ? box.top - height - 4 : below}px`;
  };
  const step = (by: number) => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    all[(at + by + all.length) % all.length]?.focus();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        class={extra}
        {...({ popovertarget: id } as object)}
        aria-haspopup="menu"
        {...(bare ? { 'aria-label': label, title: label } : {})}
        onKeyDown={event => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          list.current!.showPopover();
        }}
      >
        {children}
      </button>
      <div
        ref={list}
        id={id}
        class="menu"
        popover="auto"
        // It can be measured only once it is there, and is not to be seen in another place before.
        onBeforeToggle={event => { if (event.newState === 'open') list.current!.style.visibility = 'hidden'; }}
        onToggle={event => {
          if (event.newState !== 'open') return;
          place();
          list.current!.style.visibility = '';
          (items().find(i => i.getAttribute('aria-checked') === 'true') ?? items()[0])?.focus();
        }}
        onKeyDown={event => {
          const moves: Record<string, () => void> = {
            ArrowDown: () => step(1), ArrowUp: () => step(-1), Home: () => items()[0]?.focus(), End: () => items().at(-1)?.focus(),
            Tab: () => list.current!.hidePopover(),
          };
          const move = moves[event.key];
          if (!move) return;
          if (event.key !== 'Tab') event.preventDefault();
          move();
        }}
      >
        {head && <div class="menu-head">{head}</div>}
        <div role="menu" aria-label={label}>
          {groups.map((group, at) => (
            <div key={group.title ?? at} role="group" class="menu-group" {...(group.title ? { 'aria-label': group.title } : {})}>
              {group.title && <div class="menu-title" aria-hidden="true">{group.title}</div>}
              {group.items.map(item => (
                <button
                  key={item.id}
                  type="button"
                  role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
                  {...(item.checked === undefined ? {} : { 'aria-checked': item.checked })}
                  class={`menu-item ${item.danger ? 'menu-item-danger' : ''}`}
                  disabled={item.disabled ?? false}
                  tabIndex={-1}
                  onClick={() => {
                    list.current!.hidePopover();
                    button.current!.focus();
                    item.onSelect();
                  }}
                >
                  {item.icon && <Icon name={item.icon} />}
                  <span class="menu-item-label">{item.label}</span>
                  {item.checked && <Icon name="check" class="menu-item-mark" />}
                  {item.shortcut && <kbd class="key">{item.shortcut}</kbd>}
                </button>
              ))}
            </div>
          ))}
        </div>
      </div>
    </>
  );
}
