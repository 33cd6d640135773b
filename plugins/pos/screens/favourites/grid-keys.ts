/** Where an arrow leads in a grid of so many tiles, so many to a row; undefined for any other key. */
export function gridMove(key: string, at: number, count: number, columns: number): number | undefined {
  if (count === 0) return undefined;
  switch (key) {
    case 'ArrowRight': return Math.min(at + 1, count - 1);
    case 'ArrowLeft': return Math.max(at - 1, 0);
    case 'ArrowDown': return at + columns < count ? at + columns : at;
    case 'ArrowUp': return at - columns >= 0 ? at - columns : at;
    case 'Home': return 0;
    case 'End': return count - 1;
    default: return undefined;
  }
}
/** How many tiles stand in the first row. */
export function columnsOf(tiles: readonly HTMLElement[]): number {
  const top = tiles[0]?.offsetTop;
  const end = tiles.findIndex(tile => tile.offsetTop !== top);
  return end < 0 ? Math.max(1, tiles.length) : end;
}
