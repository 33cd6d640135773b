import { expect } from 'chai';
import fc from 'fast-check';
import { arranged, mergePages, recognised, type ArrangedPage, type ArrangedTile as Tile } from '../../../plugins/pos/screens/favourites/merge.js';

const tile = (productId: string, colour: Tile['colour'] = 'plain', price = 100): Tile => ({ productId, colour, name: productId, price });
const page = (name: string, tiles: string, colour: Tile['colour'] = 'plain'): ArrangedPage => ({ name, colour, tiles: [...tiles].map(id => tile(id)) });
const shown = (pages: readonly ArrangedPage[]) => pages.map(({ name, tiles }) => `${name}:${tiles.map(one => one.productId).join('')}`);
/** Changes pages the way the screen does: they keep the mark they were loaded with. */
const edit = (pages: readonly ArrangedPage[], change: (pages: ArrangedPage[]) => ArrangedPage[]) => change(recognised(pages));

const base = [page('Fırın', 'abc'), page('İçecek', 'xyz')];

describe('Two arrangements of favourites made from one', () => {
  it('are put together: tiles and pages that either added, coloured, moved or renamed', () => {
    const mine = edit(base, ([first, second]) => [{ ...first!, name: 'Ekmek', tiles: [tile('c'), tile('a'), tile('m'), tile('b', 'warn')] }, second!, page('Yeni', 'n')]);
    const theirs = [page('İçecek', 'xyzt', 'danger'), page('Fırın', 'abcd')];
    const merged = mergePages(base, mine, theirs);
    expect(shown(merged)).to.deep.equal(['İçecek:xyzt', 'Yeni:n', 'Ekmek:cdamb']);
    expect([merged.find(one => one.name === 'Ekmek')!.tiles.find(one => one.productId === 'b')!.colour, merged.find(one => one.name === 'İçecek')!.colour]).to.deep.equal(['warn', 'danger']);
  });

  it('keep the order of the one who moved things; what the other added goes behind what it stood behind', () => {
    const moved = edit([page('A', 'abcd')], ([only]) => [{ ...only!, tiles: [...'dcba'].map(id => tile(id)) }]);
    expect(shown(mergePages([page('A', 'abcd')], moved, [page('A', 'abxcd')]))).to.deep.equal(['A:dcbxa']);
    const added = edit([page('A', 'abcd')], ([only]) => [{ ...only!, tiles: [...'xabcd'].map(id => tile(id)) }]);
    expect(shown(mergePages([page('A', 'abcd')], added, [page('A', 'dcba')]))).to.deep.equal(['A:xdcba']);
  });

  it('lose what one took away, unless the other changed it', () => {
    const mine = edit(base, ([first]) => [{ ...first!, tiles: [tile('a'), tile('b')] }]);
    expect(shown(mergePages(base, mine, base))).to.deep.equal(['Fırın:ab']);
    expect(shown(mergePages(base, mine, [base[0]!, page('İçecek', 'xyz', 'warn')]))).to.deep.equal(['Fırın:ab', 'İçecek:xyz']);
    // A new price is nobody's change.
    expect(shown(mergePages(base, mine, [{ ...base[0]!, tiles: base[0]!.tiles.map(one => ({ ...one, price: 900 })) }, base[1]!]))).to.deep.equal(['Fırın:ab']);
  });

  it('take a page that both added by one name for one, and one more of a name that is there for another', () => {
    const mine = edit(base, pages => [...pages, page('Kahve', 'kl')]);
    expect(shown(mergePages(base, mine, [...base, page('Kahve', 'lm')]))).to.deep.equal(['Fırın:abc', 'İçecek:xyz', 'Kahve:klm']);
    expect(shown(mergePages(base, edit(base, pages => [...pages, page('Fırın', 'q')]), base))).to.deep.equal(['Fırın:abc', 'İçecek:xyz', 'Fırın:q']);
  });

  it('can be put together again: what came out is arranged further', () => {
    const theirs = [...base, page('Kahve', 'k')];
    const once = mergePages(base, edit(base, pages => [...pages, page('Yeni', 'n')]), theirs);
    expect(shown(mergePages(theirs, once, [...theirs, page('Çay', 'ç')]))).to.have.members(['Fırın:abc', 'İçecek:xyz', 'Kahve:k', 'Yeni:n', 'Çay:ç']);
  });

  const letters = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 8 });
  const layouts = fc.uniqueArray(fc.record({ name: fc.constantFrom('A', 'B', 'C', 'D'), tiles: letters }), { selector: one => one.name, maxLength: 4 })
    .map(pages => pages.map(({ name, tiles }) => page(name, tiles.join(''))));

  it('come to the one of them that was changed, and lose nothing that either added', () => {
    fc.assert(fc.property(layouts, layouts, layouts, (was, mine, theirs) => {
      expect(shown(mergePages(was, recognised(mine), was))).to.deep.equal(shown(mine));
      expect(shown(mergePages(was, recognised(was), theirs))).to.deep.equal(shown(theirs));
      const merged = mergePages(was, recognised(mine), theirs);
      for (const side of [mine, theirs]) for (const one of side) {
        const before = was.find(other => other.name === one.name)?.tiles.map(t => t.productId) ?? [];
        const after = merged.find(other => other.name === one.name)?.tiles.map(t => t.productId);
        const added = one.tiles.map(t => t.productId).filter(id => !before.includes(id));
        if (added.length > 0) expect(after).to.include.members(added);
      }
      for (const one of merged) expect(new Set(one.tiles.map(t => t.productId)).size).to.equal(one.tiles.length);
    }), { numRuns: 500 });
  });

  it('have what was taken out of sale in its place, without a price, and keep it', () => {
    const { colour } = page('A', '');
    const told = [{ name: 'A', colour, tiles: ['a', 'c'].map(id => ({ ...tile(id), unit: 'piece' as const, price: 100, vatRate: 1 })), gone: [{ productId: 'b', colour, name: 'b', place: 1 }, { productId: 'd', colour, name: 'd', place: 3 }] }];
    const pages = arranged(told);
    expect(shown(pages)).to.deep.equal(['A:abcd']);
    expect(pages[0]!.tiles.map(one => one.price)).to.deep.equal([100, undefined, 100, undefined]);
    expect(shown(mergePages(pages, edit(pages, ([only]) => [{ ...only!, tiles: only!.tiles.slice(1) }]), pages))).to.deep.equal(['A:bcd']);
  });
});
