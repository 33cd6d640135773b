import { foldWords, type Scope } from '@sontechsp/sdk';
import type { Catalogue } from '../katalog/contract.js';
import type { Wanted } from './list-store.js';

/** Past so many hits a list is walked in its own order instead, which fills a page soon enough. */
const FEW = 1000;

export const everything: Wanted = { ids: undefined, words: [] };

/** The products `q` means, as the list of products understands it. */
export async function wantedBy(catalogue: Catalogue, scope: Scope, q: string | undefined): Promise<Wanted> {
  const words = foldWords(q ?? '');
  if (words.length === 0) return everything;
  const ids = await catalogue.search(scope, q!, FEW);
  return ids.length < FEW ? { ids, words: [] } : { ids: undefined, words };
}
