import { addColumns, col, extendTable, migration, runSql } from '@sontechsp/sdk';
import * as third from './003-parked.js';

/** The name folded as `q` is. Baskets that wait already are found by their name in plain lower case. */
const added = { search_key: col.text<string>({ default: '' }) };

export const parked = extendTable(third.parked, added);

export default migration('005-parked-search', [
  addColumns('bekleyen_satislar', added),
  runSql(`UPDATE bekleyen_satislar SET search_key = lower(name) WHERE state = 'parked'`),
]);
