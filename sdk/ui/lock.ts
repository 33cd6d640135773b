/** Closes the page until whoever is at the till proves who they are. Nothing that is open in it is lost. */
export interface Lock {
  now(): void;
  /** What the store of the till wants, told by who knows its settings. `others`: anyone of the store may open it again. */
  rules(rules: { readonly afterMinutes: number; readonly others: boolean }): void;
}
