import type { Services } from '@sontechsp/sdk/ui';
import { createGoods, type Goods } from './goods.js';

let made: Goods | undefined;

/** One for the page: it hears news of the catalogue for as long. */
export function goodsOf({ api, clock, events }: Services): Goods {
  return made ??= createGoods({ api, clock, events });
}
