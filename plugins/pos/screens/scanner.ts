import { hasCheckDigit } from './check-digit.js';

/** Gaps between the keys of a scan: this on average, and none above the ceiling. Milliseconds. */
const AVERAGE_GAP = 35;
const CEILING = 50;
/** A scan without a last key is over after so much silence; one that looks cut off only after more. */
export const REST = 60;
export const LONG_REST = 400;
/** One key in so many may hesitate before it, once a scan is plainly under way: radio scanners and busy machines do. */
const HESITATES = 3;
/** What stood so shortly before a scan may be its beginning: a person needs longer from the keys to the trigger. */
const BEFORE = 150;
/** Characters a scan has; fewer count only with Enter, and only where nobody could be typing. */
const ENOUGH = 6;
const FEWEST = 3;
/** Nobody presses Enter so soon after a scan that ended in silence: it is the scanner's own, come late. */
const LATE_SUFFIX = 120;
/** Characters that reach a field before it is clear who types; the others are held back until it is. */
const LET_THROUGH = 2;

export interface ScannerKey {
  /** `KeyboardEvent.key`. */
  readonly key: string;
  /** When the key was pressed, however late it is heard of. */
  readonly at: number;
  /** Whether the focus is where text is typed. */
  readonly field: boolean;
  readonly repeat?: boolean;
  /** Ctrl, Alt or Meta is down. */
  readonly modified?: boolean;
}

/** What became of what was pressed so far, in the order it must be carried out. */
export type Outcome =
  /** A whole code. What reached a field is taken back out of it; `typed` characters of it had been taken for typing before. */
  | { readonly kind: 'scan'; readonly code: string; readonly typed: number }
  /** It was typing: these characters were held back and belong where they were typed. */
  | { readonly kind: 'typed'; readonly text: string };
export interface Heard {
  readonly outcomes: readonly Outcome[];
  /** Whether this key must go no further. */
  readonly swallow: boolean;
  /**
   * Whether this character begins something that may turn out to be a scan: the field as it is now is worth remembering.
   * `after`: it followed other characters so soon that they may belong to it.
   */
  readonly begins: 'alone' | 'after' | undefined;
  /** What the scan will be unless it goes on: worth asking for before its last key. */
  readonly foreseen?: string;
}

/**
 * Tells a scanner from a person by the rhythm of the keys. It knows no DOM and no clock: it hears keys with their times, and of
 * silence, and answers what each was.
 */
export interface Scanner {
  press(key: ScannerKey): Heard;
  /** Nothing was pressed for `REST`, or, the second time, for `LONG_REST`. `waits`: ask again after the long one. */
  rest(long: boolean): { readonly outcomes: readonly Outcome[]; readonly waits: boolean };
}

const silent = new Set(['Shift', 'CapsLock', 'NumLock', 'Control', 'Alt', 'AltGraph', 'Meta', 'Dead', 'Process', 'Unidentified']);
/** A price in a field is no code, however fast it was typed: no scanner sends a decimal mark. */
const decimal = /^\d+[.,]\d{1,3}$/;
const pass: Heard = { outcomes: [], swallow: false, begins: undefined };
/** A number that is no whole barcode: one whose beginning may have been taken for typing. */
const looksCut = (code: string) => /^\d+$/.test(code) && (![8, 12, 13, 14].includes(code.length) || !hasCheckDigit(code));

const untold = { text: '', last: -Infinity, field: false };

/** The characters of one burst. */
interface Burst {
  text: string;
  held: string;
  /** Whether it began where text is typed. */
  readonly field: boolean;
  readonly first: number;
  last: number;
  hesitations: number;
  hesitated: number;
  /** Taken for typing just before, too soon for a person to have let go of the keys and scanned. */
  readonly before: string;
}

export function createScanner(): Scanner {
  let burst: Burst | undefined;
  /** What was taken for typing last. */
  let told = untold;
  let ended = { at: -Infinity, inSilence: false };

  const inRhythm = (b: Burst) => b.text.length > 1 && (b.last - b.first - b.hesitated) / (b.text.length - 1) <= AVERAGE_GAP;
  const plainly = (b: Burst) => b.text.length >= (b.field ? ENOUGH - 1 : FEWEST) && inRhythm(b);
  /** Only a whole barcode takes in what stood before: a scan that began haltingly, never a quantity typed before it. */
  const reaches = (b: Burst) => (b.before !== '' && looksCut(b.text) && /^\d+$/.test(b.before) && !looksCut(b.before + b.text) ? b.before : '');
  function isScan(b: Burst, enter: boolean): boolean {
    if (!inRhythm(b) || (b.field && decimal.test(b.text))) return false;
    if (b.text.length >= ENOUGH) return true;
    return enter && (reaches(b) !== '' || (!b.field && b.text.length >= FEWEST && b.before === ''));
  }

  function asTyping(): Outcome[] {
    const b = burst;
    burst = undefined;
    if (!b) return [];
    told = { text: (b.before + b.text).slice(-14), last: b.last, field: b.field };
    return b.held === '' ? [] : [{ kind: 'typed', text: b.held }];
  }
  function asScan(b: Burst, inSilence: boolean): Outcome[] {
    const before = reaches(b);
    burst = undefined;
    told = untold;
    ended = { at: b.last, inSilence };
    return [{ kind: 'scan', code: before + b.text, typed: before.length }];
  }
  /** Whether the character carries the burst on. */
  function joins(b: Burst, { at, field, repeat = false }: ScannerKey): boolean {
    const gap = at - b.last;
    if (repeat) return false;
    // The till moves the focus by itself, as when a panel opens amid a scan; a person who moved it is not back so soon.
    if (field !== b.field) return gap <= AVERAGE_GAP;
    return gap <= CEILING || (gap <= LONG_REST && b.hesitations * HESITATES < b.text.length && plainly(b) && looksCut(b.text));
  }

  function character(key: ScannerKey): Heard {
    const outcomes = burst && !joins(burst, key) ? asTyping() : [];
    const { at, field, repeat = false } = key;
    const before = field === told.field && at - told.last <= BEFORE ? told.text : '';
    const begins = burst ? undefined : before === '' ? 'alone' : 'after';
    const b = burst ??= { text: '', held: '', field, first: at, last: at, hesitations: 0, hesitated: 0, before };
    if (at - b.last > CEILING) {
      b.hesitations++;
      b.hesitated += at - b.last;
    }
    b.text += key.key;
    b.last = at;
    const swallow = !field || !b.field || (b.text.length > LET_THROUGH && inRhythm(b) && !repeat);
    if (swallow) b.held += key.key;
    else if (b.held !== '') outcomes.push(...asTyping());
    // `3*` before a code is a person's quantity, however fast it came; a key held down is a person's finger.
    if (!b.field && (repeat || (key.key === '*' && /^\d*\*$/.test(b.text)))) {
      outcomes.push(...asTyping());
      told = untold;
    }
    const whole = burst && b.text.length === 13 && isScan(b, false) && !looksCut(b.text);
    return { outcomes, swallow, begins, ...(whole ? { foreseen: b.text } : {}) };
  }

  function other({ key, at, repeat = false, modified = false }: ScannerKey): Heard {
    const ends = (key === 'Enter' || key === 'Tab') && !modified;
    const b = burst;
    if (!b) {
      told = untold;
      // The end of a scan that is over: Enter come late, or the line feed some send after it, which the keyboard calls Ctrl+J.
      const suffix = ended.inSilence ? ends : modified && /^j$/i.test(key);
      ended = { ...ended, inSilence: false };
      return suffix && at - ended.at < LATE_SUFFIX ? { ...pass, swallow: true } : pass;
    }
    if (ends && !repeat && isScan(b, key === 'Enter')) return { outcomes: asScan(b, false), swallow: true, begins: undefined };
    const outcomes = isScan(b, false) ? asScan(b, false) : asTyping();
    told = untold;
    return { outcomes, swallow: false, begins: undefined };
  }

  return {
    press(key) {
      if (silent.has(key.key)) return pass;
      return [...key.key].length === 1 && !key.modified ? character(key) : other(key);
    },
    rest(long) {
      if (!burst) return { outcomes: [], waits: false };
    const whole = isScan(burst, false) && !looksCut(reaches(burst) + burst.text);
      if (!long && !whole && plainly(burst)) return { outcomes: [], waits: true };
      return { outcomes: isScan(burst, false) ? asScan(burst, true) : asTyping(), waits: false };
    },
  };
}
