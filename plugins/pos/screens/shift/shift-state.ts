import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { isProblem, type Api, type BrowserClock, type Events, type Services, type Session } from '@sontechsp/sdk/ui';
import type { ShiftReply } from '../../shifts/schemas.js';

/** How things stand with the shift of a till. */
export interface ShiftState {
  /** Null: none is open. Undefined: not known, or no business of this user. */
  readonly current: ReadonlySignal<ShiftReply | null | undefined>;
  /** Whether the store wants one before anything is sold. */
  readonly required: Signal<boolean>;
  /** Nothing may be sold before one is opened. */
  readonly needed: ReadonlySignal<boolean>;
  /** Another part of the page wants the shift to be seen to. */
  readonly asked: Signal<boolean>;
  load(): Promise<void>;
  /** What the host just answered. */
  know(shift: ShiftReply | null): void;
}

interface Deps {
  api: Api;
  clock: BrowserClock;
  events: Events;
  session: Pick<Session, 'can' | 'user'>;
  terminalId: string;
}
/** After such news more may follow at once: a sale is one, and the next comes soon. */
const PAUSE = 300;

export function createShiftState({ api, clock, events, session, terminalId }: Deps): ShiftState {
  const current = signal<ShiftReply | null | undefined>(undefined);
  const required = signal(false);
  let cancel = () => {};

  async function load(): Promise<void> {
    if (!session.can('pos.shift')) {
      current.value = undefined;
      return;
    }
    try {
      // A till without a shift is nothing wrong: the list says so by being empty, `/shifts/current` by an error.
      const { items } = await api.get<{ items: readonly ShiftReply[] }>('/api/pos/shifts', { state: 'open', terminalId, limit: 1 });
      current.value = items[0] ?? null;
    } catch (error) {
      // This one may not see it; a host that does not answer changes nothing.
      if (isProblem(error, 'auth.forbidden')) current.value = undefined;
    }
  }
  const soon = () => {
    cancel();
    cancel = clock.after(PAUSE, () => void load());
  };
  events.on('shift.changed', (news: { terminalId?: string }) => { if (news.terminalId === undefined || news.terminalId === terminalId) soon(); });
  let met = false;
  events.connected.subscribe(connected => {
    if (connected && met) soon();
    met ||= connected;
  });
  // Who has signed in decides what of it may be seen.
  effect(() => { if (session.user.value) void load(); });
  return {
    current, required, load,
    needed: computed(() => required.value && current.value === null),
    asked: signal(false),
    know(shift) {
      cancel();
      current.value = shift;
    },
  };
}

const made = new Map<string, ShiftState>();
/** One for the whole page: the till and the top bar look at the same. */
export function shiftAt(terminalId: string, { api, clock, events, session }: Pick<Services, 'api' | 'clock' | 'events' | 'session'>): ShiftState {
  const there = made.get(terminalId) ?? createShiftState({ api, clock, events, session, terminalId });
  made.set(terminalId, there);
  return there;
}
