import { expect } from 'chai';
import { isUnmet } from '@sontechsp/sdk';
import { eachDatabase } from '../support/databases.js';
import { counted, errorOf, id, signal, thing, things, usingDatabase } from './place.js';

const FIND = 'SELECT id FROM nesneler WHERE name = $1';
const TAKE = 'UPDATE nesneler SET amount = amount - $2 WHERE id = $1 AND amount >= $2 RETURNING id';

eachDatabase('what a transaction takes for granted', kind => {
  const using = usingDatabase(kind);
  beforeEach(() => using.db.transaction(async tx => tx.insertLater(things, [thing(1), thing(2)])));
  const amounts = async (): Promise<unknown[]> => (await using.db.query<{ amount: number }>('SELECT amount FROM nesneler ORDER BY id')).map(row => row.amount);

  it('holds up nothing when it is so', async () => {
    await using.db.transaction(async tx => {
      tx.expectLater(1, FIND, ['thing 1']);
      tx.expectLater(0, FIND, ['thing 9']);
      tx.expectLater(1, TAKE, [id(1), 5]);
      tx.insertLater(things, [thing(3)]);
    }, { optimistic: true });
    expect(await amounts()).to.deep.equal([0, 5, 5]);
  });

  it('leaves nothing written when one of many is not so', async () => {
    const error = await errorOf(using.db.transaction(async tx => {
      tx.insertLater(things, [thing(3)]);
      tx.expectLater(1, TAKE, [id(1), 5]);
      tx.expectLater(1, TAKE, [id(2), 6]);
      tx.insertLater(things, [thing(4)]);
    }));
    expect(isUnmet(error)).to.equal(true);
    expect(await amounts()).to.deep.equal([5, 5]);
  });

  it('is not so when there are more rows than expected', async () => {
    expect(isUnmet(await errorOf(using.db.transaction(async tx => tx.expectLater(1, 'SELECT id FROM nesneler'))))).to.equal(true);
  });

  it('is told as what it is, whatever was made of it meanwhile', async () => {
    const error = await errorOf(using.db.transaction(async tx => {
      tx.expectLater(1, FIND, ['nobody']);
      await tx.query('SELECT 1 AS one').catch(() => {
        throw new Error('something else');
      });
    }));
    expect(isUnmet(error)).to.equal(true);
  });

  it('sees what was queued before it', async () => {
    await using.db.transaction(async tx => {
      tx.insertLater(things, [thing(3)]);
      tx.expectLater(1, FIND, ['thing 3']);
      tx.later('DELETE FROM nesneler WHERE id = $1', [id(3)]);
      tx.expectLater(0, FIND, ['thing 3']);
    });
    expect(await counted(using.db)).to.equal(2);
  });

  it('that is kept until the commit is judged after all that was written', async () => {
    await using.db.transaction(async tx => {
      if (kind === 'postgres') tx.expectLater(1, FIND, ['thing 3'], { atCommit: true });
      tx.insertLater(things, [thing(3)]);
      tx.expectLater(1, TAKE, [id(1), 5], { atCommit: true });
      await tx.query('SELECT 1 AS one');
      tx.insertLater(things, [thing(4)]);
    });
    expect(await amounts()).to.deep.equal([0, 5, 5, 5]);
    const error = await errorOf(using.db.transaction(async tx => {
      tx.expectLater(1, TAKE, [id(1), 5], { atCommit: true });
      tx.insertLater(things, [thing(5)]);
    }));
    expect([isUnmet(error), await counted(using.db)]).to.deep.equal([true, 4]);
  });

  it('is judged by what another transaction has committed while it waited for its rows', async () => {
    const [taken, go] = [signal(), signal()];
    const first = using.db.transaction(async tx => {
      await tx.run('UPDATE nesneler SET amount = amount - 3 WHERE id = $1', [id(1)]);
      taken.fire();
      await go.promise;
    });
    await taken.promise;
    const second = errorOf(using.db.transaction(async tx => tx.expectLater(1, TAKE, [id(1), 3])));
    go.fire();
    await first;
    expect(isUnmet(await second)).to.equal(true);
    expect(await amounts()).to.deep.equal([2, 5]);
  });

  it('is worth while where there are locks to wait for', async () => {
    const said = (options?: { optimistic: boolean }) => using.db.transaction(async tx => tx.optimistic, options);
    expect([await said(), await said({ optimistic: false }), await said({ optimistic: true })]).to.deep.equal([false, false, kind === 'postgres']);
  });
});
