import { batch, signal, type ReadonlySignal } from '@preact/signals';
import { createWork, type Work } from '@sontechsp/sdk/ui';

/** Whose PIN is being typed, and how the last try went. */
export interface TillDoor {
  /** Undefined while a name is to be chosen. */
  readonly who: ReadonlySignal<string | undefined>;
  readonly pin: ReadonlySignal<string>;
  readonly work: Work;
  choose(id: string | undefined): void;
  type(pin: string): void;
  enter(): Promise<void>;
}

/** `signIn` proves the PIN, `entered` goes on from there. `first`: whose turn it most likely is. */
export function createTillDoor({ signIn, entered, first }: { signIn: (id: string, pin: string) => Promise<void>; entered: () => Promise<void>; first: string | undefined }): TillDoor {
  const who = signal(first);
  const pin = signal('');
  const work = createWork(() => { pin.value = ''; });
  return {
    who, pin, work,
    choose: id => batch(() => {
      who.value = id;
      pin.value = '';
      work.say(undefined);
    }),
    type(next) {
      pin.value = next;
    },
    async enter() {
      const id = who.peek();
      if (id === undefined) return;
      await work.run(async () => {
        await signIn(id, pin.peek());
        await entered();
      });
    },
  };
}
