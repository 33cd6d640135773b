import { batch, signal, type ReadonlySignal } from '@preact/signals';

/** Whose PIN is being typed, and how the last try went. */
export interface TillDoor {
  /** Undefined while a name is to be chosen. */
  readonly who: ReadonlySignal<string | undefined>;
  readonly pin: ReadonlySignal<string>;
  readonly busy: ReadonlySignal<boolean>;
  readonly problem: ReadonlySignal<unknown>;
  choose(id: string | undefined): void;
  type(pin: string): void;
  enter(): Promise<void>;
}

/** `signIn` proves the PIN, `entered` goes on from there. `first`: whose turn it most likely is. */
export function createTillDoor({ signIn, entered, first }: { signIn: (id: string, pin: string) => Promise<void>; entered: () => Promise<void>; first: string | undefined }): TillDoor {
  const who = signal(first);
  const pin = signal('');
  const busy = signal(false);
  const problem = signal<unknown>(undefined);
  return {
    who, pin, busy, problem,
    choose: id => batch(() => {
      who.value = id;
      pin.value = '';
      problem.value = undefined;
    }),
    type(next) {
      pin.value = next;
    },
    async enter() {
      const id = who.peek();
      if (id === undefined || busy.peek()) return;
      busy.value = true;
      try {
        await signIn(id, pin.peek());
        await entered();
      } catch (error) {
        batch(() => {
          problem.value = error;
          pin.value = '';
        });
      } finally {
        busy.value = false;
      }
    },
  };
}
