/** What a key asks of the till. */
export type Command =
  | 'help' | 'search' | 'quantity' | 'discount' | 'price' | 'park' | 'parked' | 'cash' | 'card' | 'split' | 'shift' | 'remove' | 'undo' | 'reprint' | 'back'
  | 'confirm' | 'up' | 'down' | 'first' | 'last' | 'more' | 'less' | 'erase' | 'times' | 'favourites' | 'drawer';

export interface Pressed {
  readonly key: string;
  readonly code: string;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  /** Whether the focus is where text is typed, which then keeps its own keys. */
  readonly field: boolean;
}

/** The key of each command as its button shows it, and the twin for browsers that keep the first for themselves. */
export const shortcuts = {
  help: ['F1', 'Alt+1'], search: ['F2', 'Alt+2'], quantity: ['F4', 'Alt+4'], discount: ['F5', 'Alt+5'], price: ['F6', 'Alt+6'],
  park: ['F7', 'Alt+7'], parked: ['F8', 'Alt+8'], cash: ['F9', 'Alt+9'], card: ['F10', 'Alt+0'], split: ['F11', 'Alt+-'], shift: ['F12', 'Alt+='],
  confirm: ['Enter', ''], back: ['Esc', ''], remove: ['Del', ''], undo: ['Ctrl+Z', ''], reprint: ['Ctrl+P', ''], times: ['*', ''], more: ['+', ''], less: ['−', ''], favourites: ['Ctrl+F', ''],
} as const satisfies Partial<Record<Command, readonly [string, string]>>;

const functionKeys: Readonly<Record<string, Command>> = { F1: 'help', F2: 'search', F4: 'quantity', F5: 'discount', F6: 'price', F7: 'park', F8: 'parked', F9: 'cash', F10: 'card', F11: 'split', F12: 'shift' };
/** By place on the keyboard: Alt changes what the keys say on some. */
const twins: Readonly<Record<string, Command>> = {
  Digit1: 'help', Digit2: 'search', Digit4: 'quantity', Digit5: 'discount', Digit6: 'price', Digit7: 'park', Digit8: 'parked', Digit9: 'cash', Digit0: 'card', Minus: 'split', Equal: 'shift',
};
/** Only where nothing is being typed. */
const bare: Readonly<Record<string, Command>> = {
  Enter: 'confirm', Delete: 'remove', ArrowUp: 'up', ArrowDown: 'down', Home: 'first', End: 'last', Backspace: 'erase',
};

export function commandOf({ key, code, ctrl, alt, shift, field }: Pressed): Command | undefined {
  if (ctrl && alt) return undefined;
  if (ctrl) {
    const letter = key.toLowerCase();
    if (letter === 'p' && !shift) return 'reprint';
    if (letter === 'f' && !shift) return 'favourites';
    return letter === 'z' && !shift && !field ? 'undo' : undefined;
  }
  if (alt) return shift ? undefined : twins[code];
  if (key === 'Escape') return 'back';
  return functionKeys[key] ?? (field ? undefined : bare[key]);
}
