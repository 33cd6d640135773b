import { expect } from 'chai';
import { createPace } from '../../plugins/katalog/imports/pace.js';

describe('the pace of an import', () => {
  it('rests as long as a transaction took while others queue for the one writer, and a while after', () => {
    const pace = createPace('sqlite');
    expect(pace.restAfter(0.2, 4)).to.equal(0);
    expect(pace.restAfter(3, 4)).to.equal(4);
    const rests = Array.from({ length: 25 }, () => pace.restAfter(0.2, 5));
    expect(rests).to.deep.equal([...Array<number>(19).fill(5), ...Array<number>(6).fill(0)]);
    expect(pace.restAfter(2, 6)).to.equal(6);
  });

  it('never rests where sales go on beside it', () => {
    expect(createPace('postgres').restAfter(50, 20)).to.equal(0);
  });
});
