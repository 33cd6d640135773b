import type { Ref, RefObject } from 'preact';
import { useCallback, useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Focuses an element when it appears. The browser's own `autofocus` works once per page, and only before anything had the
 * focus. Dialogs and panels look for `data-autofocus` when they open.
 */
export function useAutoFocus<E extends HTMLElement>(wanted: boolean, ref?: Ref<E>) {
  const element = useRef<E>(null);
  useLayoutEffect(() => { if (wanted) element.current?.focus(); }, []);
  const keep = useCallback((found: E | null) => {
    element.current = found;
    if (typeof ref === 'function') ref(found);
    else if (ref) (ref as RefObject<E | null>).current = found;
  }, [ref]);
  return { ref: keep, ...(wanted ? { 'data-autofocus': true } : {}) };
}
