import { signal, type ReadonlySignal } from '@preact/signals';

/** What the till says aloud: a scan went well, or it did not. */
export interface Sound {
  readonly muted: ReadonlySignal<boolean>;
  mute(muted: boolean): void;
  ok(): void;
  error(): void;
}

const NAME = 'sontechsp.pos.muted';

/** Short tones of the browser's own, without a file; a browser that has none stays silent. */
export function createSound(storage: Pick<Storage, 'getItem' | 'setItem'>): Sound {
  const muted = signal(storage.getItem(NAME) === 'true');
  let context: AudioContext | undefined;

  function tone(hertz: number, from: number, seconds: number, shape: OscillatorType): void {
    if (muted.peek()) return;
    try {
      context ??= new AudioContext();
      const at = context.currentTime + from;
      const source = context.createOscillator();
      const volume = context.createGain();
      source.type = shape;
      source.frequency.value = hertz;
      volume.gain.setValueAtTime(0.12, at);
      volume.gain.exponentialRampToValueAtTime(0.0001, at + seconds);
      source.connect(volume).connect(context.destination);
      source.start(at);
      source.stop(at + seconds);
    } catch { /* no sound card, or no permission yet */ }
  }
  return {
    muted,
    mute(next) {
      muted.value = next;
      try {
        storage.setItem(NAME, String(next));
      } catch { /* only this visit remembers */ }
    },
    ok: () => tone(1320, 0, 0.07, 'sine'),
    error() {
      tone(220, 0, 0.18, 'square');
      tone(180, 0.22, 0.26, 'square');
    },
  };
}
