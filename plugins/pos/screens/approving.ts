import { batch, signal, type ReadonlySignal } from '@preact/signals';
import { createWork, isProblem, type Api, type BrowserClock, type NameTile, type Session, type Work } from '@sontechsp/sdk/ui';
import type { Basket } from './basket.js';
import type { BasketKeeper } from './basket-keeper.js';
import type { Desk } from './desk.js';
import { needsOf, type Need } from './needs.js';

/** Somebody who may gives leave, by their PIN, for what the cashier may not: in place, once, and for a minute. */
export interface Approving {
  readonly need: ReadonlySignal<Need | undefined>;
  /** Undefined until it is known who may. */
  readonly people: ReadonlySignal<readonly NameTile[] | undefined>;
  readonly who: ReadonlySignal<string | undefined>;
  readonly pin: ReadonlySignal<string>;
  readonly work: Work;
  /** What the basket asks for that no fresh approval covers. */
  missing(basket: Basket): Need[];
  /** Asks for one after the other; `then` goes on when all were given, from the panel that was open. */
  ask(needs: readonly Need[], then: () => void): void;
  choose(id: string | undefined): void;
  type(pin: string): void;
  enter(): Promise<void>;
  /** One step back; what was open before is there again in the end. */
  back(): void;
  /** What was given is worth nothing: used, or over. */
  forget(): void;
}
/** An approval lives a minute at the host; what is left then would be refused on the way. */
const FRESH = 50_000;

interface Deps {
  api: Api;
  clock: BrowserClock;
  keeper: BasketKeeper;
  desk: Desk;
  session: Pick<Session, 'can' | 'limit'>;
}
export function createApproving({ api, clock, keeper, desk, session }: Deps): Approving {
  const need = signal<Need | undefined>(undefined);
  const people = signal<readonly NameTile[] | undefined>(undefined);
  const who = signal<string | undefined>(undefined);
  const pin = signal('');
  const work = createWork(problem => batch(() => {
    // Somebody else may have the right that this one lacks.
    if (isProblem(problem, 'auth.forbidden')) who.value = undefined;
    pin.value = '';
  }));
  let waiting: readonly Need[] = [];
  let goOn = () => {};

  const covers = (one: Need) => keeper.kept.peek().approvals.some(given =>
    given.permission === one.permission && Date.parse(clock.now()) - given.at < FRESH && (one.amount ?? 0) <= (given.amount ?? 0));
  const choose = (id: string | undefined) => batch(() => {
    who.value = id;
    pin.value = '';
    work.say(undefined);
  });
  async function begin(): Promise<void> {
    const one = waiting[0]!;
    batch(() => {
      need.value = one;
      people.value = undefined;
      choose(undefined);
    });
    try {
      const { items } = await api.get<{ items: readonly NameTile[] }>('/api/auth/approvers', { ...one });
      if (need.peek() !== one) return;
      batch(() => {
        people.value = items;
        if (items.length === 1) who.value = items[0]!.id;
      });
    } catch (error) {
      if (need.peek() === one) work.say(error);
    }
  }
  return {
    need, people, who, pin, work, choose,
    missing: basket => needsOf(basket, session).filter(one => !covers(one)),
    ask(needs, then) {
      const before = { panel: desk.panel.peek(), entry: desk.entry.peek() };
      waiting = needs;
      goOn = then;
      desk.show({ kind: 'approve', before: before.panel, entry: before.entry });
      void begin();
    },
    type(next) {
      pin.value = next;
    },
    async enter() {
      const [one, ...others] = waiting;
      const now = desk.panel.peek();
      if (!one || who.peek() === undefined || now.kind !== 'approve') return;
      await work.run(async () => {
        const { id } = await api.post<{ id: string }>('/api/auth/approvals', { userId: who.peek(), pin: pin.peek(), ...one });
        keeper.note({ approvals: [...keeper.kept.peek().approvals, { id, ...one, at: Date.parse(clock.now()) }].slice(-5) });
        waiting = others;
        if (others.length > 0) void begin();
        else batch(() => {
          need.value = undefined;
          desk.show(now.before, now.entry);
          goOn();
        });
      });
    },
    back() {
      const now = desk.panel.peek();
      if (now.kind !== 'approve' || work.busy.peek()) return;
      if (who.peek() !== undefined && (people.peek()?.length ?? 0) > 1) return choose(undefined);
      need.value = undefined;
      desk.show(now.before, now.entry);
    },
    forget: () => keeper.note({ approvals: [] }),
  };
}
