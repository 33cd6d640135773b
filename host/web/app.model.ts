import { signal, type ReadonlySignal } from '@preact/signals';
import type { Api, BrowserClock } from '@sontechsp/sdk/ui';
import type { HostSession, Place } from './services/session.js';

export interface SetupCheck {
  readonly id: string;
  readonly ok: boolean;
  readonly detail: string;
}
export interface SetupState {
  readonly done: boolean;
  readonly checks?: readonly SetupCheck[];
}

/** What the page shows as a whole. */
export type Stage = 'starting' | 'unreachable' | 'setup' | 'signIn' | 'place' | 'frame';

/** The way in: set up once, then signed in, then at a store and terminal. */
export interface App {
  readonly stage: ReadonlySignal<Stage>;
  start(): Promise<void>;
  /** After signing in: to the store at once when it is clear which. */
  signedIn(): Promise<void>;
  enter(place: Place): Promise<void>;
  choosePlace(): void;
  signedOut(): void;
}

export function createApp({ api, clock, session, onEnter, onLeave }: { api: Api; clock: BrowserClock; session: HostSession; onEnter: () => Promise<void>; onLeave: () => void }): App {
  const stage = signal<Stage>('starting');

  async function open() {
    await onEnter();
    stage.value = 'frame';
  }
  async function signedIn() {
    const place = session.obviousPlace();
    if (!place) {
      stage.value = 'place';
      return;
    }
    await session.enter(place);
    await open();
  }
  return {
    stage, signedIn,
    async start() {
      try {
        if (await session.resume()) await (session.place.value ? open() : signedIn());
        else stage.value = (await api.get<SetupState>('/api/setup')).done ? 'signIn' : 'setup';
      } catch {
        stage.value = 'unreachable';
        clock.after(3000, () => void this.start());
      }
    },
    async enter(place) {
      await session.enter(place);
      await open();
    },
    choosePlace() {
      onLeave();
      session.leave();
      stage.value = 'place';
    },
    signedOut() {
      onLeave();
      session.end();
      stage.value = 'signIn';
    },
  };
}
