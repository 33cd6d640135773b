import type { AnyComponent } from 'preact';

export interface SlotEntry {
  /** `<plugin>/<module>`. */
  readonly key: string;
  readonly plugin: string;
  load(): Promise<AnyComponent<Record<string, unknown>>>;
}

/** Which components plugins put into a place. Reading `of` in a component re-renders it when a plugin goes on or off. */
export interface SlotSource {
  of(name: string): readonly SlotEntry[];
}
