/** Facts put beside the code in a problem response, e.g. `{ due, paid }`. */
export type RefusalFacts = Record<string, unknown>;

/** A rule said no. It is shown to the user in their language and never logged as a fault. */
export class Refusal extends Error {
  /** Recognised by this mark, so that a plugin built with its own copy of the sdk is understood. */
  readonly refusal = true;
  constructor(
    readonly code: string,
    readonly status: number,
    readonly facts: RefusalFacts = {},
  ) {
    super(code);
    this.name = 'Refusal';
  }
}

export function isRefusal(error: unknown): error is Refusal {
  return typeof error === 'object' && error !== null && (error as { refusal?: unknown }).refusal === true;
}

/**
 * A plugin's table of refusals: code → HTTP status. The sentence shown comes from the plugin's locales under
 * `errors.<code>`, with the facts as `{placeholders}`; `errors.<code>.title` is optional.
 *
 *     export const errors = refusals({ 'stock.insufficient': 409 });
 *     throw errors('stock.insufficient', { productId, onHand, requested, floor });
 */
export function refusals<const T extends Record<string, number>>(table: T) {
  const make = (code: keyof T & string, facts: RefusalFacts = {}): Refusal => new Refusal(code, table[code]!, facts);
  return Object.assign(make, { table });
}
export interface Refusals {
  readonly table: Readonly<Record<string, number>>;
}
