/** A map that forgets what was used longest ago once it is full. */
export interface Lru<V> {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  delete(key: string): void;
  values(): IterableIterator<V>;
}

export function createLru<V>(limit: number, forgotten: (value: V) => void = () => {}): Lru<V> {
  const entries = new Map<string, V>();
  let newest: string | undefined;
  return {
    get(key) {
      const value = entries.get(key);
      if (value === undefined || key === newest) return value;
      entries.delete(key);
      entries.set(key, value);
      newest = key;
      return value;
    },
    set(key, value) {
      entries.delete(key);
      entries.set(key, value);
      newest = key;
      if (entries.size <= limit) return;
      const [oldest, old] = entries.entries().next().value as [string, V];
      entries.delete(oldest);
      forgotten(old);
    },
    delete: key => void entries.delete(key),
    values: () => entries.values(),
  };
}
