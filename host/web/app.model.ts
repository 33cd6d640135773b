import { signal, type ReadonlySignal } from '@preact/signals';
import type { Api, BrowserClock } from '@sontechsp/sdk/ui';
import { remembered } from './services/remembered.js';
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
export type Stage = 'starting' | 'unreachable' | 'setup' | 'signIn' | 'place' | 'frame' | 'locked';

/** The way in: set up once, then signed in, then at a store and terminal. */
export interface App {
  readonly stage: ReadonlySignal<Stage>;
  start(): Promise<void>;
  /** After signing in: to the store at once when it is clear which. */
  signedIn(): Promise<void>;
  enter(place: Place): Promise<void>;
  choosePlace(): void;
  signedOut(): void;
  /** Hides the frame until somebody proves who they are; it stays so through a reload. */
  lock(): void;
  unlocked(): Promise<void>;
  /** Another page of this browser was locked. */
  heardLock(): void;
}

export function createApp({ api, clock, session, onEnter, onLeave }: { api: Api; clock: BrowserClock; session: HostSession; onEnter: () => Promise<void>; onLeave: () => void }): App {
  const stage = signal<Stage>('starting');
  const locked = remembered('locked', false);

  async function open() {
    await onEnter();
    locked.value = false;
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
  async function openOrLocked() {
    if (locked.value) stage.value = 'locked';
    else await open();
  }
  return {
    stage, signedIn,
    async start() {
      try {
        if (await session.resume()) await (session.place.value ? openOrLocked() : signedIn());
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
    lock() {
      if (stage.value !== 'frame') return;
      locked.value = true;
      stage.value = 'locked';
    },
    unlocked: open,
    heardLock() {
      if (stage.value === 'frame') stage.value = 'locked';
    },
    signedOut() {
      onLeave();
      session.end();
      locked.value = false;
      stage.value = 'signIn';
    },
  };
}
