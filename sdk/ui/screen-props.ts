/** What the frame gives a screen: what stands in the address bar. */
export interface ScreenProps {
  /** Parameters of the path: `/products/:id` → `{ id }`. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}
