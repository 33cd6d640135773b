import type { Search } from './search.model.js';

/** The keys of a field over found products: arrows go through them, Enter takes the one they stand on. */
export const hitsKeys = ({ move, active }: Search, take: (at: number) => unknown) => (event: KeyboardEvent): void => {
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') move(event.key === 'ArrowDown' ? 1 : -1);
  else if (event.key === 'Enter') void take(active.peek());
  else return;
  event.preventDefault();
};
