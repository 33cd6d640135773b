import type { ReadonlySignal } from '@preact/signals';

/** Live events of the host for this store (`stock.changed` …). */
export interface Events {
  /** Returns how to stop listening. Call it in an effect, or in a model's `start`. */
  on<D = unknown>(type: string, heard: (data: D) => void): () => void;
  readonly connected: ReadonlySignal<boolean>;
}
