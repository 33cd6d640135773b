import { commandOf, type Command } from './keys.js';
import { createKeyTimes } from './key-times.js';
import { LONG_REST, REST, createScanner, type Outcome } from './scanner.js';

export interface TillInput {
  /** The sale screen's own element: keys without a modifier act only here, or where nothing has the focus. */
  readonly root: HTMLElement;
  /** A whole code; so many of its first characters had been told as typed. */
  scanned(code: string, typed: number): void;
  /** What the scan under way will most likely be. */
  foreseen(code: string): void;
  typed(text: string): void;
  command(command: Command): void;
  /** The decimal mark of the language, which the key of a number pad always is. */
  mark(): string;
}
type TextField = HTMLInputElement | HTMLTextAreaElement;
interface Snapshot {
  readonly field: TextField;
  readonly value: string;
  readonly from: number | null;
  readonly to: number | null;
}

const typing = new Set(['text', 'search', 'tel', 'email', 'password', 'url', 'number']);
const textField = (target: EventTarget | undefined): TextField | undefined =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && typing.has(target.type)) ? target : undefined;
/** These belong to a grid the focus is in. */
const arrows = new Set<Command>(['up', 'down', 'first', 'last']);
/** Held down, these go on. */
const repeating = new Set<Command>(['up', 'down', 'erase', 'more', 'less']);
const somethingOver = () => document.querySelector('dialog[open], [popover]:popover-open') !== null;

/**
 * One listener on the window, before any other: it finds scans wherever the focus is, gives the till its keys, and lets typing
 * be typing. Characters of a scan that had reached a field are taken back out of it. Returns how to stop.
 */
export function listenToTill({ root, scanned, foreseen, typed, command, mark }: TillInput): () => void {
  const scanner = createScanner();
  const times = createKeyTimes();
  /** The field as it was before this burst of keys, and before the typing it may belong to. */
  let before: Snapshot | undefined;
  let longBefore: Snapshot | undefined;
  let timer = 0;

  function write(field: TextField, change: () => void): void {
    change();
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
  function carryOut(outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) {
      const at = outcome.kind === 'scan' && outcome.typed > 0 ? longBefore : before;
      if (outcome.kind === 'scan') {
        if (at && at.field.value !== at.value) {
          write(at.field, () => {
            at.field.value = at.value;
            at.field.setSelectionRange(at.from, at.to);
          });
        }
        scanned(outcome.code, at ? 0 : outcome.typed);
      } else if (at) {
        write(at.field, () => at.field.setRangeText(outcome.text, at.field.selectionStart ?? at.field.value.length, at.field.selectionEnd ?? at.field.value.length, 'end'));
      } else if (!somethingOver()) typed(outcome.text);
    }
  }
  function awaitRest(ms: number, long: boolean): void {
    clearTimeout(timer);
    // In two steps: keys that were pressed while the page was busy are heard before the second.
    timer = window.setTimeout(() => { timer = window.setTimeout(() => rest(long), 0); }, ms);
  }
  function rest(long: boolean): void {
    const { outcomes, waits } = scanner.rest(long);
    if (waits) awaitRest(LONG_REST - REST, true);
    else carryOut(outcomes);
  }
  const stop = (event: KeyboardEvent) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  function listen(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const target = event.composedPath()[0];
    const field = textField(target);
    const graph = event.getModifierState('AltGraph');
    const { code, repeat } = event;
    const key = code === 'NumpadDecimal' && event.key.length === 1 ? mark() : event.key;
    const modified = !graph && (event.ctrlKey || event.altKey || event.metaKey);
    const heard = scanner.press({ key, at: times.of(event.timeStamp, performance.now()), field: field !== undefined, repeat, modified });
    carryOut(heard.outcomes);
    if (heard.begins) before = field && { field, value: field.value, from: field.selectionStart, to: field.selectionEnd };
    if (heard.begins === 'alone') longBefore = before;
    if ([...key].length === 1) awaitRest(REST, false);
    if (heard.foreseen !== undefined) foreseen(heard.foreseen);
    if (heard.swallow) return stop(event);
    if (somethingOver() || event.metaKey) return;

    const asked = commandOf({ key, code, ctrl: event.ctrlKey && !graph, alt: event.altKey && !graph, shift: event.shiftKey, field: field !== undefined });
    if (!asked) return;
    const element = target instanceof Element ? target : document.body;
    const own = element === document.body || element === document.documentElement || root.contains(element) || element.contains(root);
    const bare = !/^F\d+$/.test(key) && !modified && key !== 'Escape';
    if (bare && (!own || (arrows.has(asked) && element.closest('[data-arrows]') !== null) || (asked === 'confirm' && element.closest('button, a, select, summary') !== null))) return;
    stop(event);
    if (!repeat || repeating.has(asked)) command(asked);
  }
  const release = (event: KeyboardEvent) => { times.of(event.timeStamp, performance.now()); };
  window.addEventListener('keydown', listen, { capture: true });
  window.addEventListener('keyup', release, { capture: true });
  return () => {
    clearTimeout(timer);
    carryOut(scanner.rest(true).outcomes);
    window.removeEventListener('keydown', listen, { capture: true });
    window.removeEventListener('keyup', release, { capture: true });
  };
}
