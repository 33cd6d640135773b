import { useEffect } from 'preact/hooks';

/** Something `Ctrl+K` leads to. */
export interface FinderHit {
  readonly id: string;
  readonly title: string;
  /** What tells it from others of its kind: a price, a time. */
  readonly detail: string;
  readonly icon: string;
  readonly path: string;
}
/** What a component in the slot `host.finder` is given. It shows nothing itself: it says what it found, under a name of its own. */
export interface FinderProps {
  readonly q: string;
  readonly found: (source: string, hits: readonly FinderHit[]) => void;
}
/** Fewer characters find too much. */
const LEAST = 2;
const REST_MS = 120;

/** Asks when what is typed has come to rest; an answer to what was typed before is not told. */
export function useFinder({ q, found }: FinderProps, source: string, ask: (q: string) => Promise<readonly FinderHit[]>): void {
  const words = q.trim();
  useEffect(() => {
    found(source, []);
    if (words.length < LEAST) return undefined;
    let wanted = true;
    const timer = setTimeout(() => {
      // Screens are found all the same.
      ask(words).then(hits => { if (wanted) found(source, hits); }, () => undefined);
    }, REST_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [words]);
}
