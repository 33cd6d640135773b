/** A map that forgets what was not used for long once it is full. */
export interface Lru<V> {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  delete(key: string): void;
  values(): IterableIterator<V>;
}

/**
 * In two halves, so that finding what is often used costs one look and moves nothing: what is used goes into the young half, and
 * when that is full it becomes the old one, and what was in the old one still is forgotten.
 */
export function createLru<V>(limit: number, forgotten: (value: V) => void = () => {}): Lru<V> {
  const half = Math.max(1, limit / 2);
  let young = new Map<string, V>();
  let old = new Map<string, V>();
  function keep(key: string, value: V): void {
    young.set(key, value);
    if (young.size < half) return;
    for (const one of old.values()) forgotten(one);
    old = young;
    young = new Map();
  }
  return {
    get(key) {
      const value = young.get(key);
      if (value !== undefined || old.size === 0) return value;
      const older = old.get(key);
      if (older === undefined) return undefined;
      old.delete(key);
      keep(key, older);
      return older;
    },
    set(key, value) {
      old.delete(key);
      keep(key, value);
    },
    delete(key) {
      young.delete(key);
      old.delete(key);
    },
    *values() {
      yield* young.values();
      yield* old.values();
    },
  };
}
