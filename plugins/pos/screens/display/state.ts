/** A line as the customer sees it, ready to be shown. */
export interface ShownLine {
  readonly key: string;
  readonly name: string;
  /** `2 × 25,00`. */
  readonly detail: string;
  readonly total: string;
}
/** A name and a sum. */
export interface ShownSum {
  readonly label: string;
  readonly amount: string;
}

/**
 * All that the customer's window shows: sentences and sums in the words and the format of the till, so that the window needs no
 * session, no language and no host. Nothing of cashier or customer is in it.
 */
export interface DisplayState {
  readonly kind: 'idle' | 'basket' | 'done';
  readonly language: string;
  readonly theme: string;
  readonly store: string;
  readonly welcome: string;
  readonly thanks: string;
  readonly linesLabel: string;
  readonly count: string;
  readonly lines: readonly ShownLine[];
  readonly total: ShownSum;
  /** What was paid so far, or at the end; change last. */
  readonly sums: readonly ShownSum[];
  /** Change, or what is left to pay: the sum that matters now beside the total. */
  readonly main: ShownSum | undefined;
}

/** Between the till and its window, in one browser. */
export type DisplayMessage =
  /** A window asks for what to show. */
  | { readonly say: 'ask' }
  /** A till is there. */
  | { readonly say: 'here' }
  | { readonly say: 'show'; readonly state: DisplayState }
  /** The till is gone: nobody is served. */
  | { readonly say: 'gone' };

export const DISPLAY = 'sontechsp.pos.display';
