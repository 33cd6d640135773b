import { expect } from 'chai';
import { unite, type News } from '../../host/live/news.js';

const news = (data: unknown, storeId = 's', type = 'stock.moved'): News => ({ storeId, type, data });
const ids = (count: number, from = 0): string[] => Array.from({ length: count }, (_, at) => `p${from + at}`);

describe('News of one moment', () => {
  it('that are the same are told once', () => {
    expect(unite([news({ version: 3 }), news({ version: 3 }), news({ version: 4 })])).to.deep.equal([news({ version: 3 }), news({ version: 4 })]);
  });

  it('that are lists are told as one list, each entry once', () => {
    expect(unite([news({ productIds: ['a', 'b'] }), news({ productIds: ['b', 'c'] })])).to.deep.equal([news({ productIds: ['a', 'b', 'c'] })]);
    expect(unite([news({ productIds: ['a'], customerIds: ['x'] }), news({ productIds: ['b'], customerIds: [] })])).to.deep.equal([news({ productIds: ['a', 'b'], customerIds: ['x'] })]);
  });

  it('are kept apart by store, type and what they list', () => {
    const apart = [news({ productIds: ['a'] }), news({ productIds: ['a'] }, 't'), news({ productIds: ['a'] }, 's', 'katalog.changed'), news({ customerIds: ['a'] }), news(['a']), news(null), news({})];
    expect(unite(apart)).to.deep.equal(apart);
  });

  it('do not become longer than five hundred', () => {
    const told = unite(Array.from({ length: 600 }, (_, at) => news({ productIds: ids(2, at * 2) }))).map(({ data }) => (data as { productIds: string[] }).productIds);
    expect(told.map(list => list.length)).to.deep.equal([500, 500, 200]);
    expect(told.flat()).to.deep.equal(ids(1200));
  });
});
