/** A name for something a plugin may ask for, carrying its type. Equal ids mean the same thing, whoever made the token. */
export interface Token<T> {
  readonly kind: 'token';
  readonly id: string;
  /** Never set: it only carries `T` to the compiler. */
  readonly type?: T;
}

/** Makes a token. By convention it shares the name of its interface: `const StockLedger = createToken<StockLedger>('stock.ledger')`. */
export function createToken<T>(id: string): Token<T> {
  return { kind: 'token', id };
}
