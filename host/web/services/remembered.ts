import { signal, type Signal } from '@preact/signals';

/** A value kept in this browser. Storage that is full or forbidden only forgets. */
export function remembered<T>(key: string, initial: T): Signal<T> {
  const value = signal(initial);
  try {
    const stored = localStorage.getItem(`sontechsp.${key}`);
    if (stored !== null) value.value = JSON.parse(stored) as T;
  } catch { /* starts from the initial value */ }
  value.subscribe(next => {
    try {
      if (next === undefined) localStorage.removeItem(`sontechsp.${key}`);
      else localStorage.setItem(`sontechsp.${key}`, JSON.stringify(next));
    } catch { /* stays in memory */ }
  });
  return value;
}
