import { expect } from 'chai';
import { createKeyTimes } from '../../../plugins/pos/screens/key-times.js';

describe('The times of keys', () => {
  it('are those of the keyboard while the page keeps up', () => {
    const times = createKeyTimes();
    expect([times.of(100, 101), times.of(140, 142), times.of(300, 301)]).to.deep.equal([100, 140, 300]);
  });

  it('leave out the time a busy page made the next key wait for', () => {
    const times = createKeyTimes();
    times.of(100, 180);
    expect(times.of(185, 186) - 100).to.equal(5);
  });

  it('stay as they were for keys that queued while the page was busy: a person typed them', () => {
    const times = createKeyTimes();
    const all = [times.of(100, 400), times.of(220, 401), times.of(340, 402)];
    expect(all).to.deep.equal([100, 220, 340]);
  });
});
