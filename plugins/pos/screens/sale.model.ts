import { batch, effect, signal, type ReadonlySignal } from '@preact/signals';
import { parseDecimal } from '@sontechsp/sdk/ui';
import type { Approving } from './approving.js';
import type { Item } from './basket.js';
import { itemOf } from './catalogue.js';
import { isResting, type Desk } from './desk.js';
import { blankEntry, pressPad } from './entry.js';
import type { Favourites } from './favourites/favourites.model.js';
import type { Command } from './keys.js';
import { createLineWork, type LineWork } from './line-work.js';
import { createPaying, type Paying } from './paying.js';
import type { Panel, ShiftView } from './panel.js';
import type { Parking } from './parking.js';
import type { Search } from './search.model.js';
import { takesTheKeys, type Touched } from './scans.js';
import type { ShiftState } from './shift/shift-state.js';
import type { Sound } from './sound.js';
import type { StoreWays } from './till-rules.js';
import type { Till } from './till.js';

/** What the cashier sees and does. */
export interface SaleModel {
  readonly till: Till;
  readonly desk: Desk;
  readonly lines: LineWork;
  readonly paying: Paying;
  readonly approving: Approving;
  readonly parking: Parking;
  readonly shift: ShiftState;
  readonly ways: StoreWays;
  readonly favourites: Favourites;
  readonly search: Search;
  readonly sound: Sound;
  readonly helpOpen: ReadonlySignal<boolean>;
  /** A whole code from the scanner; so many of its first characters had been told as typed. */
  scanned(code: string, typed: number): void;
  /** Characters typed where no field had the focus. */
  typed(text: string): void;
  command(command: Command): void;
  /** The text of the field in the panel. */
  write(text: string): void;
  pad(key: string): void;
  /** Takes a product that was touched, as a scan of it. */
  take(item: Item): void;
  /** Takes one hit of the search. */
  choose(at: number): Promise<void>;
  leaveSearch(): void;
  closeHelp(): void;
  showReceipt(saleId: string, print: boolean): void;
}

interface Deps {
  till: Till;
  desk: Desk;
  search: Search;
  sound: Sound;
  /** What else is done at this till. */
  work: { approving: Approving; parking: Parking; shift: ShiftState; ways: StoreWays; favourites: Favourites };
  /** What became of a scan last; a new value each time. */
  touched: ReadonlySignal<Touched | undefined>;
}
/** The most of one scan, in thousandths. */
const MOST_TIMES = 9_999_000;

/** What Esc goes back to: a count from its second step to the first, all else to how the shift stands. */
const viewBefore = (view: ShiftView): Panel => ({ kind: 'shift', view: view === 'close' ? 'count' : view === 'z' ? 'closed' : 'home' });

export function createSaleModel({ till, desk, search, sound, work, touched }: Deps): SaleModel {
  const { panel, entry, times } = desk;
  const { approving, parking, shift, ways, favourites } = work;
  const lines = createLineWork({ till, desk, sound, approving });
  const paying = createPaying({ till, desk, sound, approving, ways, shiftNeeded: shift.needed });
  const helpOpen = signal(false);

  touched.subscribe(last => {
    if (!last) return;
    if (last.key !== undefined && takesTheKeys(last, lines.selected.peek())) lines.select(last.key);
    if (last.how === 'added') sound.ok();
    if (last.how === 'refused') sound.error();
    if (last.key === undefined) desk.say('full', 'danger');
  });
  effect(() => { if (panel.value.kind !== 'search') search.clear(); });
  till.onRecovered(sale => desk.show({ kind: 'done', sale, earlier: true }));

  function takeCode(raw: string): void {
    // Some scanners say first which symbology it was: `]E0`.
    const code = raw.trim().replace(/^\][A-Za-z]\d/, '');
    if (code === '') return;
    batch(() => {
      if (panel.peek().kind === 'done') desk.rest();
      desk.hush();
      till.take(code, desk.takeTimes());
    });
  }
  function setTimes(): void {
    const { text } = entry.peek();
    const many = parseDecimal(text, 3, desk.mark());
    batch(() => {
      entry.value = blankEntry;
      if (text === '') times.value = undefined;
      else if (many === undefined || many <= 0 || many > MOST_TIMES) desk.refuse('badNumber');
      else times.value = many;
    });
  }
  function pad(key: string): void {
    entry.value = pressPad(entry.peek(), key, desk.mark());
  }

  function confirm(): void {
    const { kind } = panel.peek();
    if (kind === 'pay') paying.confirm();
    else if (kind === 'park') void parking.park();
    else if (kind === 'parked') void parking.recall();
    else if (kind === 'approve' || kind === 'shift' || kind === 'drawer') return;
    else if (kind === 'search') void choose(search.active.peek());
    else if (!isResting(panel.peek())) lines.apply();
    else if (entry.peek().text !== '') {
      const code = entry.peek().text;
      entry.value = blankEntry;
      takeCode(code);
    } else if (kind === 'pad') lines.repeat();
  }
  /** One step, and never the basket. */
  function back(): void {
    const now = panel.peek();
    if (now.kind === 'pay') {
      if (!paying.back()) desk.rest();
    } else if (now.kind === 'approve') approving.back();
    else if (now.kind === 'shift' && now.view !== 'home' && now.view !== 'closed') desk.show(viewBefore(now.view));
    else if (now.kind === 'receipt') desk.show(now.before);
    else if (!isResting(now)) desk.rest();
    else if (entry.peek().text !== '') entry.value = blankEntry;
    else if (times.peek() !== undefined) times.value = undefined;
    else if (now.kind === 'done') desk.rest();
  }
  async function choose(at: number): Promise<void> {
    search.point(at);
    const found = await search.chosen();
    if (!found) return;
    batch(() => {
      const many = desk.takeTimes();
      leaveSearch();
      till.add(itemOf(found), many);
    });
  }
  function leaveSearch(): void {
    if (panel.peek().kind === 'search') desk.rest();
  }
  function showReceipt(saleId: string, print: boolean): void {
    const now = panel.peek();
    desk.show({ kind: 'receipt', saleId, print, before: now.kind === 'receipt' ? now.before : now.kind === 'done' ? now : { kind: 'pad' } });
  }

  function step(by: 1 | -1): void {
    const { kind } = panel.peek();
    if (kind === 'search') search.move(by);
    else if (kind === 'parked') parking.move(by);
    else lines.move(at => at + by);
  }
  const commands: Readonly<Record<Command, () => void>> = {
    help: () => { helpOpen.value = !helpOpen.peek(); },
    search: () => { if (panel.peek().kind !== 'pay') desk.show({ kind: 'search' }); },
    quantity: lines.editQuantity,
    price: lines.editPrice,
    discount: () => lines.editDiscount(),
    park: parking.begin,
    parked: parking.showList,
    shift: () => (panel.peek().kind === 'shift' ? back() : desk.show({ kind: 'shift', view: 'home' })),
    drawer: () => { if (panel.peek().kind !== 'pay') desk.show({ kind: 'drawer' }); },
    cash: () => paying.open('cash'),
    card: () => paying.open('card'),
    split: () => paying.open('cash', true),
    remove: lines.remove,
    undo: lines.undo,
    reprint() {
      const id = till.keeper.kept.peek().lastSaleId;
      if (id === null) desk.refuse('noReceipt');
      else if (panel.peek().kind !== 'pay') showReceipt(id, true);
    },
    back, confirm,
    up: () => step(-1),
    down: () => step(1),
    first: () => lines.move(() => 0),
    last: () => lines.move((_, last) => last),
    more: lines.repeat,
    less: lines.fewer,
    erase: () => pad('erase'),
    times: setTimes,
    favourites() {
      if (!isResting(panel.peek())) desk.rest();
      favourites.toggle(true);
    },
  };
  /** The rest changes the basket, and waits while its sale is being written. */
  const anyTime = new Set<Command>(['help', 'back']);

  function typeOne(character: string): void {
    const resting = isResting(panel.peek());
    if (/\d/.test(character)) pad(character);
    else if (character === ',' || character === '.') pad(desk.mark());
    else if (panel.peek().kind === 'search') search.type(search.q.peek() + character);
    else if (!resting) return;
    else if (/[*×]/.test(character)) setTimes();
    else if (character === '+') lines.repeat();
    else if (character === '-') lines.fewer();
    else if (/\p{L}/u.test(character)) {
      const words = entry.peek().text + character;
      desk.show({ kind: 'search' });
      search.type(words);
    }
  }
  return {
    till, desk, lines, paying, approving, parking, shift, ways, favourites, search, sound, helpOpen, choose, leaveSearch, pad, showReceipt,
    scanned: (code, typed) => batch(() => {
      if (typed > 0) entry.value = { text: entry.peek().text.slice(0, -typed), fresh: false };
      takeCode(code);
    }),
    typed: text => batch(() => [...text].forEach(typeOne)),
    command(command) {
      if (till.selling.state.peek() === 'idle' || anyTime.has(command)) batch(commands[command]);
    },
    take: item => batch(() => {
      if (!isResting(panel.peek()) || panel.peek().kind === 'done') desk.rest();
      desk.hush();
      till.add(item, desk.takeTimes());
    }),
    write: text => { entry.value = { text, fresh: false }; },
    closeHelp: () => { helpOpen.value = false; },
  };
}
