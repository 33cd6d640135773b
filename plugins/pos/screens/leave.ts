import { batch, signal, type ReadonlySignal } from '@preact/signals';
import { createWork, isProblem, type Api, type BrowserClock, type NameTile, type Work } from '@sontechsp/sdk/ui';

/** What somebody asks for beyond their own rights. `amount`: percent of a discount, kuruş of what goes back or of goods at a price of their own. */
export interface Need {
  readonly permission: string;
  readonly amount?: number;
  /** What a discount comes to in kuruş. */
  readonly worth?: number;
  /** The sale it is about, or the product and its price. */
  readonly subject?: string;
}
/** Somebody's leave for it, by `POST /api/auth/approvals`. */
export interface Approval extends Need {
  readonly id: string;
  /** When it was given, by this machine's clock. */
  readonly at: number;
}
/** Somebody who may gives leave, by their PIN, for what the cashier may not: in place, once, and for a minute. */
export interface Leave {
  readonly need: ReadonlySignal<Need | undefined>;
  /** Undefined until it is known who may. */
  readonly people: ReadonlySignal<readonly NameTile[] | undefined>;
  readonly who: ReadonlySignal<string | undefined>;
  readonly pin: ReadonlySignal<string>;
  readonly work: Work;
  /** What no fresh approval covers. */
  uncovered(needs: readonly Need[]): Need[];
  /** Asks for one after the other, those of one permission by one PIN; `then` goes on when all were given, from where it was asked. */
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
/** A sale takes no more of them. */
const MOST = 50;

interface Deps {
  api: Api;
  clock: BrowserClock;
  /** Where approvals are kept until they are used. */
  kept: { read(): readonly Approval[]; write(all: readonly Approval[]): void };
  /** Puts the question in sight; what it answers with takes it away again. */
  open(): () => void;
}
export function createLeave({ api, clock, kept, open }: Deps): Leave {
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
  let close = () => {};
  let goOn = () => {};

  const covers = (one: Need) => kept.read().some(given =>
    given.permission === one.permission && given.subject === one.subject && Date.parse(clock.now()) - given.at < FRESH && (one.amount ?? 0) <= (given.amount ?? 0) && (one.worth ?? 0) <= (given.worth ?? 0));
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
      const { items } = await api.get<{ items: readonly NameTile[] }>('/api/auth/approvers', { permission: one.permission, amount: one.amount });
      if (need.peek() !== one) return;
      batch(() => {
        people.value = items;
        if (items.length === 1) who.value = items[0]!.id;
      });
    } catch (error) {
      if (need.peek() === one) work.say(error);
    }
  }
  function end(): void {
    need.value = undefined;
    close();
  }
  return {
    need, people, who, pin, work, choose,
    uncovered: needs => needs.filter(one => !covers(one)),
    ask(needs, then) {
      waiting = needs;
      goOn = then;
      close = open();
      void begin();
    },
    type(next) {
      pin.value = next;
    },
    async enter() {
      const [one] = waiting;
      if (!one || need.peek() !== one || who.peek() === undefined) return;
      const by = { userId: who.peek(), pin: pin.peek() };
      await work.run(async () => {
        for (let next: Need | undefined = one; next?.permission === one.permission; next = waiting[0]) {
          const { id }: { id: string } = await api.post('/api/auth/approvals', { ...by, ...next });
          kept.write([...kept.read(), { id, ...next, at: Date.parse(clock.now()) }].slice(-MOST));
          waiting = waiting.slice(1);
        }
        if (waiting.length > 0) void begin();
        else batch(() => {
          end();
          goOn();
        });
      });
    },
    back() {
      if (work.busy.peek()) return;
      if (who.peek() !== undefined && (people.peek()?.length ?? 0) > 1) choose(undefined);
      else end();
    },
    forget: () => kept.write([]),
  };
}
