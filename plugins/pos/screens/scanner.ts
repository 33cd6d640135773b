/** Gaps between the keys of a scan: this on average, and never above the ceiling. Milliseconds. */
const AVERAGE_GAP = 35;
const CEILING = 50;
/** A scan without a last key is over after so much silence. */
export const REST = 60;
/** Characters a scan has; fewer only count with Enter, and only where nobody could be typing. */
const ENOUGH = 6;
/** Nobody presses Enter so soon after a scan that ended in silence: it is the scanner's own, come late. */
const LATE_SUFFIX = 120;
/** Characters that reach a field before it is clear who types; the others are held back until it is. */
const LET_THROUGH = 2;

export interface ScannerKey {
  /** `KeyboardEvent.key`. */
  readonly key: string;
  /** `KeyboardEvent.timeStamp`: when the key was pressed, however late it is heard of. */
  readonly at: number;
  /** Whether the focus is where text is typed. */
  readonly field: boolean;
  readonly repeat?: boolean;
  /** Ctrl, Alt or Meta is down. */
  readonly modified?: boolean;
}

/** What became of what was pressed so far, in the order it must be carried out. */
export type Outcome =
  /** A whole code. What reached the field, if any did, must be taken back. */
  | { readonly kind: 'scan'; readonly code: string }
  /** It was typing: these characters were held back and belong where they were typed. */
  | { readonly kind: 'typed'; readonly text: string };
export interface Heard {
  readonly outcomes: readonly Outcome[];
  /** Whether this key must go no further. */
  readonly swallow: boolean;
  /** Whether this character begins something that may turn out to be a scan: the field as it is now is worth remembering. */
  readonly begins: boolean;
}

/**
 * Tells a scanner from a person by the rhythm of the keys. It knows no DOM and no clock: it hears keys with their times, and of
 * silence, and answers what each was.
 */
export interface Scanner {
  press(key: ScannerKey): Heard;
  /** Nothing was pressed for `REST`. */
  rest(): readonly Outcome[];
}

const silent = new Set(['Shift', 'CapsLock', 'NumLock', 'Control', 'Alt', 'AltGraph', 'Meta', 'Dead', 'Process', 'Unidentified']);
/** A price in a field, typed or pasted by a program, is no code: no scanner sends a decimal mark. */
const decimal = /^\d+[.,]\d{1,3}$/;

export function createScanner(): Scanner {
  let text = '';
  let held = '';
  let first = 0;
  let last = 0;
  let field = false;
  let scannedAt = -Infinity;
  let endedInSilence = false;

  const inRhythm = () => text.length > 1 && (last - first) / (text.length - 1) <= AVERAGE_GAP;
  const forget = () => {
    text = '';
    held = '';
  };
  const asTyping = (): Outcome[] => {
    const typed = held;
    forget();
    return typed === '' ? [] : [{ kind: 'typed', text: typed }];
  };
  const asScan = (silence: boolean): Outcome[] => {
    const code = text;
    forget();
    scannedAt = last;
    endedInSilence = silence;
    return [{ kind: 'scan', code }];
  };
  const isScan = (enter: boolean): boolean => {
    if (text.length >= ENOUGH) return inRhythm() && !(field && decimal.test(text));
    return enter && !field && text.length > 0 && (text.length === 1 || inRhythm());
  };

  function character({ key, at, field: inField, repeat = false }: ScannerKey): Heard {
    const outcomes = text !== '' && (repeat || at - last > CEILING || inField !== field) ? asTyping() : [];
    const begins = text === '';
    if (begins) {
      first = at;
      field = inField;
    }
    text += key;
    last = at;
    // `3*` before a code is a person's quantity, however fast it came.
    const byHand = repeat || (!field && key === '*' && /^\d*\*$/.test(text));
    const swallow = !field || (text.length > LET_THROUGH && inRhythm() && !repeat);
    if (swallow) held += key;
    else if (held !== '') outcomes.push(...asTyping());
    return { outcomes: byHand ? [...outcomes, ...asTyping()] : outcomes, swallow, begins };
  }

  function other({ key, at, repeat = false, modified = false }: ScannerKey): Heard {
    const ends = (key === 'Enter' || key === 'Tab') && !modified;
    if (text === '') {
      // The end of a scan that is over: Enter come late, or the line feed some send after it, which the keyboard calls Ctrl+J.
      const suffix = endedInSilence ? ends : modified && /^j$/i.test(key);
      endedInSilence = false;
      return { outcomes: [], swallow: suffix && at - scannedAt < LATE_SUFFIX, begins: false };
    }
    if (ends && !repeat && at - last <= REST && isScan(key === 'Enter')) return { outcomes: asScan(false), swallow: true, begins: false };
    return { outcomes: isScan(false) ? asScan(false) : asTyping(), swallow: false, begins: false };
  }

  return {
    press(key) {
      if (silent.has(key.key)) return { outcomes: [], swallow: false, begins: false };
      return [...key.key].length === 1 && !key.modified ? character(key) : other(key);
    },
    rest: () => (isScan(false) ? asScan(true) : asTyping()),
  };
}
