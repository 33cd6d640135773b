import { batch, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { BrowserClock, Format } from '@sontechsp/sdk/ui';
import { blankEntry, type Entry } from './entry.js';
import type { Notice, Panel } from './panel.js';
import type { Sound } from './sound.js';

/** What lies before the cashier beside the lines: a panel, what is being typed, and a word now and then. */
export interface Desk {
  readonly panel: Signal<Panel>;
  readonly entry: Signal<Entry>;
  /** How many of the next scan, in thousandths. */
  readonly times: Signal<number | undefined>;
  readonly notice: ReadonlySignal<Notice | undefined>;
  /** Opens a panel with what its field proposes. */
  show(panel: Panel, entry?: Entry): void;
  rest(): void;
  /** `key`: a sentence under `pos:ui.sale.notice`. */
  say(key: string, tone?: Notice['tone'], values?: Notice['values'], undo?: boolean): void;
  /** The same, with the sound of something that did not work. */
  refuse(key: string, values?: Notice['values']): void;
  hush(): void;
  /** How many of this scan; the next is one again. */
  takeTimes(): number;
  /** Digits typed at rest before a key are what the key is about: `3 F4`, `10 F5`. */
  typedBefore(): Entry | undefined;
  mark(): ',' | '.';
}
/** As long as a removal is offered to be taken back. */
const NOTICE_TIME = 8000;

export const isResting = ({ kind }: Panel): boolean => kind === 'pad' || kind === 'done';

export function createDesk({ clock, sound, format }: { clock: BrowserClock; sound: Sound; format: Pick<Format, 'decimalMark'> }): Desk {
  const panel = signal<Panel>({ kind: 'pad' });
  const entry = signal<Entry>(blankEntry);
  const times = signal<number | undefined>(undefined);
  const notice = signal<Notice | undefined>(undefined);
  let forget = () => {};

  const hush = () => {
    forget();
    notice.value = undefined;
  };
  function say(key: string, tone: Notice['tone'] = 'info', values: Notice['values'] = {}, undo = false): void {
    hush();
    notice.value = { key, values, tone, undo };
    forget = clock.after(NOTICE_TIME, hush);
  }
  function show(next: Panel, text: Entry = blankEntry): void {
    batch(() => {
      if (!notice.peek()?.undo) hush();
      panel.value = next;
      entry.value = text;
    });
  }
  return {
    panel, entry, times, notice, show, say, hush,
    rest: () => show({ kind: 'pad' }),
    refuse(key, values) {
      sound.error();
      say(key, 'warn', values);
    },
    takeTimes() {
      const many = times.peek() ?? 1000;
      times.value = undefined;
      return many;
    },
    typedBefore: () => (isResting(panel.peek()) && entry.peek().text !== '' ? entry.peek() : undefined),
    mark: () => format.decimalMark,
  };
}
