import { addColumns, col, extendTable, migration } from '@sontechsp/sdk';
import * as seventh from './007-favourites.js';

/** Counts the arrangements of a store, so that one made from an older one is noticed. */
const onFavourites = { version: col.integer<number>({ default: 1 }) };
export const favourites = extendTable(seventh.favourites, onFavourites);

export default migration('008-favourites-version', [addColumns('hizli_urunler', onFavourites)]);
