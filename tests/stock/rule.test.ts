import { expect } from 'chai';
import { mergeLines, refusalFor, warningFor } from '../../plugins/stock/rule.js';

describe('The stock rule', () => {
  const outcome = (onHand: number, requested: number, levels = { floor: -5000, warnAt: 0 }) => {
    const shelf = { onHand: onHand * 1000, ...levels };
    const refusal = refusalFor('p', requested * 1000, shelf);
    return refusal ? { code: refusal.code, status: refusal.status, ...refusal.facts } : warningFor('p', requested * 1000, shelf) ?? 'sold';
  };

  it('sells what leaves more than none', () => {
    expect(outcome(3, 2)).to.equal('sold');
  });
  it('warns of the last one', () => {
    expect(outcome(2, 2)).to.deep.equal({ code: 'stock.zero', productId: 'p', onHand: 0 });
  });
  it('warns below zero down to the floor, naming what is left', () => {
    expect(outcome(0, 1)).to.deep.equal({ code: 'stock.negative', productId: 'p', onHand: -1 });
    expect(outcome(0, 5)).to.deep.equal({ code: 'stock.negative', productId: 'p', onHand: -5 });
  });
  it('refuses what would leave less than the floor, naming product, balance and floor', () => {
    expect(outcome(0, 6)).to.deep.equal({ code: 'stock.insufficient', status: 409, productId: 'p', onHand: 0, requested: 6, floor: -5 });
    expect(outcome(2, 7.001)).to.deep.equal({ code: 'stock.insufficient', status: 409, productId: 'p', onHand: 2, requested: 7.001, floor: -5 });
  });
  it('refuses every sale of a product that lies below the floor already', () => {
    expect(outcome(-8, 0.001)).to.include({ code: 'stock.insufficient', onHand: -8 });
  });
  it('keeps the levels a store or product has instead', () => {
    expect(outcome(3, 3, { floor: 0, warnAt: 0 })).to.include({ code: 'stock.zero' });
    expect(outcome(3, 4, { floor: 0, warnAt: 0 })).to.include({ code: 'stock.insufficient', floor: 0 });
    expect(outcome(3, 1, { floor: -5000, warnAt: 2000 })).to.deep.equal({ code: 'stock.zero', productId: 'p', onHand: 2 });
  });
  it('merges lines of one product, in the order of the basket', () => {
    expect([...mergeLines([{ productId: 'b', quantity: 1 }, { productId: 'a', quantity: 250 }, { productId: 'b', quantity: 2 }])])
      .to.deep.equal([['b', 3], ['a', 250]]);
  });
});
