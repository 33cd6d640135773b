import { expect } from 'chai';
import { isUniqueViolation, type Tx } from '@sontechsp/sdk';
import { hostTx } from '../../host/database/transaction.js';
import { isDatabaseUnavailable } from '../../host/database/unavailable.js';
import { eachDatabase } from '../support/databases.js';
import { counted, errorOf, id, links, open, signal, thing, things, usingDatabase } from './place.js';

eachDatabase('a transaction', kind => {
  const using = usingDatabase(kind);

  it('commits what was queued and what was awaited, in the order asked', async () => {
    const touched = await using.db.transaction(async tx => {
      tx.insertLater(things, [thing(1), thing(2)]);
      tx.later('UPDATE nesneler SET amount = amount * $2 WHERE id = $1', [id(1), 3]);
      tx.later('UPDATE nesneler SET amount = amount + $1 WHERE id = $2', [1, id(1)]);
      const rows = await tx.query<{ amount: number }>('SELECT amount FROM nesneler ORDER BY id');
      expect(rows).to.deep.equal([{ amount: 16 }, { amount: 5 }]);
      tx.later('DELETE FROM nesneler WHERE id = $1', [id(2)]);
      return tx.run('UPDATE nesneler SET amount = 0');
    });
    expect(touched).to.equal(1);
    expect(await using.db.query('SELECT id, amount FROM nesneler')).to.deep.equal([{ id: id(1), amount: 0 }]);
  });

  it('leaves nothing when its work throws, also of what was queued', async () => {
    const error = await errorOf(using.db.transaction(async tx => {
      await tx.insert(things, [thing(1)]);
      tx.insertLater(things, [thing(2)]);
      throw new Error('no');
    }));
    expect(error.message).to.equal('no');
    expect(await counted(using.db)).to.equal(0);
  });

  it('does not commit when a queued statement failed', async () => {
    const error = await errorOf(using.db.transaction(async tx => {
      tx.insertLater(things, [thing(1)]);
      tx.insertLater(things, [thing(1, { name: 'other' })]);
      tx.insertLater(things, [thing(3)]);
    }));
    expect(isUniqueViolation(error, 'nesneler_pkey')).to.equal(true);
    expect(await counted(using.db)).to.equal(0);
  });

  it('does not commit when a statement failed and its caller went on', async () => {
    const error = await errorOf(using.db.transaction(async tx => {
      await tx.insert(things, [thing(1)]);
      await tx.insert(things, [thing(2, { name: 'thing 1' })]).catch(() => {});
    }));
    expect(isUniqueViolation(error, 'nesneler_name')).to.equal(true);
    expect(await counted(using.db)).to.equal(0);
  });

  it('names the broken key, also a composite one', async () => {
    const link = { left_id: id(1), right_id: id(2), weight: 1 };
    await using.db.transaction(async tx => tx.insertLater(links, [link]));
    const error = await errorOf(using.db.transaction(tx => tx.insert(links, [link])));
    expect(isUniqueViolation(error, 'baglar_pkey')).to.equal(true);
  });

  it('refuses what cannot be a parameter before anything is sent', async () => {
    const wrong = async (work: (tx: Tx) => Promise<unknown>): Promise<Error> => errorOf(using.db.transaction(work));
    expect(await wrong(tx => tx.insert(things, [thing(1, { amount: 0.5 })]))).to.be.instanceOf(RangeError);
    expect(await wrong(tx => tx.insert(things, [thing(1, { amount: 2 ** 53 })]))).to.be.instanceOf(RangeError);
    expect(await wrong(tx => tx.run('UPDATE nesneler SET amount = $1', [NaN]))).to.be.instanceOf(RangeError);
    expect(await wrong(tx => tx.run('UPDATE nesneler SET amount = $1', [undefined as never]))).to.be.instanceOf(TypeError);
    for (const value of [new Date(), {}, Symbol('a'), 5n]) expect(await wrong(tx => tx.run('UPDATE nesneler SET amount = $1', [value as never]))).to.be.instanceOf(TypeError);
    expect(await counted(using.db)).to.equal(0);
    await using.db.transaction(tx => tx.insert(things, [thing(1)]));
    expect(await counted(using.db)).to.equal(1);
  });

  it('answers parallel questions and takes parameters in any order', async () => {
    await using.db.transaction(async tx => {
      tx.insertLater(things, [thing(1), thing(2, { name: 'iki $1' })]);
      const [all, one, none] = await Promise.all([
        tx.query('SELECT name FROM nesneler ORDER BY id'),
        tx.first(`SELECT name, '$9' AS sign FROM nesneler WHERE amount < $2 AND id = $1`, [id(2), 100]),
        tx.first('SELECT name FROM nesneler WHERE name = $1', ['nobody']),
      ]);
      expect(all).to.deep.equal([{ name: 'thing 1' }, { name: 'iki $1' }]);
      expect(one).to.deep.equal({ name: 'iki $1', sign: '$9' });
      expect(none).to.equal(undefined);
    });
  });

  it('updates the given columns of the rows of a key', async () => {
    await using.db.transaction(async tx => {
      await tx.insert(things, [thing(1), thing(2)]);
      expect(await tx.update(things, { id: id(2) }, { open: false, data: { tags: ['x'] } })).to.equal(1);
      expect(await tx.update(things, { id: id(3) }, { open: false })).to.equal(0);
      expect(await tx.update(things, { data: null }, { name: 'renamed' })).to.equal(1);
    });
    const rows = await using.db.query('SELECT id, name, open, data FROM nesneler ORDER BY id', [], things);
    expect(rows).to.deep.equal([
      { id: id(1), name: 'renamed', open: true, data: null },
      { id: id(2), name: 'thing 2', open: false, data: { tags: ['x'] } },
    ]);
  });

  it('runs one after the other where two want the same row, and loses no update', async () => {
    await using.db.transaction(tx => tx.insert(things, [thing(1, { amount: 0 })]));
    await Promise.all(Array.from({ length: 25 }, () => using.db.transaction(async tx => {
      const row = await tx.first<{ amount: number }>(`SELECT amount FROM nesneler WHERE id = $1${tx.forUpdate}`, [id(1)]);
      tx.later('UPDATE nesneler SET amount = $1 WHERE id = $2', [row!.amount + 1, id(1)]);
    })));
    expect(await using.db.first('SELECT amount FROM nesneler')).to.deep.equal({ amount: 25 });
  });

  it('shares the database with another process', async () => {
    const other = await open(using.place);
    try {
      await Promise.all([using.db, other].flatMap((db, at) => Array.from({ length: 20 }, (_, i) =>
        db.transaction(async tx => {
          await tx.insert(things, [thing(at * 100 + i)]);
        }))));
      expect(await counted(using.db)).to.equal(40);
      expect(await counted(other)).to.equal(40);
    } finally {
      await other.close();
    }
  });

  it('tells after the commit, and only then', async () => {
    const told: string[] = [];
    using.db.listen('news', payload => told.push(payload));
    await errorOf(using.db.transaction(async tx => {
      using.db.notify(tx, 'news', 'never');
      tx.afterCommit(() => told.push('never'));
      throw new Error('no');
    }));
    const committed = await using.db.transaction(async tx => {
      tx.afterCommit(() => {
        throw new Error('ignored');
      });
      tx.afterCommit(() => told.push('after'));
      await tx.insert(things, [thing(1)]);
      return [...told];
    });
    expect(committed).to.deep.equal([]);
    expect(told).to.deep.equal(['after']);
  });

  it('writes queued values as they are, however strange', async () => {
    const names = [`'; DROP TABLE nesneler; --`, `"x"`, '$1 ?1 :a @b', 'back\\slash', `''`, '\ud83e\udd5b', 'line\nbreak', '-- not a comment', '/* nor this', ' '];
    await using.db.transaction(async tx => {
      names.forEach((name, i) => tx.insertLater(things, [thing(i, { name, amount: -i })]));
      tx.later('UPDATE nesneler SET amount = amount -$1 WHERE amount < $2 -- a comment', [-100, -8]);
      tx.later(`UPDATE nesneler SET data = $1 WHERE name = '$1' OR amount = $2`, ['{"tags":["$2"]}', 0]);
    });
    const rows = await using.db.query('SELECT name, amount, data FROM nesneler ORDER BY id', [], things);
    expect(rows.map(row => row.name)).to.deep.equal(names);
    expect(rows.map(row => row.amount)).to.deep.equal(names.map((_, i) => (i > 8 ? 100 - i : i === 0 ? 0 : -i)));
    expect(rows[0]!.data).to.deep.equal({ tags: ['$2'] });
  });

  it('writes long texts beside each other, whole', async () => {
    const data = (n: number) => ({ tags: [`${n}${'ğ🥛x'.repeat(100 + n * 4000)}`] });
    await Promise.all(Array.from({ length: 12 }, (_, n) => using.db.transaction(async tx => {
      tx.insertLater(things, [thing(n, { data: data(n) }), thing(n + 100)]);
      if (n % 2) await tx.query('SELECT 1 AS one');
      tx.insertLater(things, [thing(n + 200, { data: data(n) })]);
    })));
    const rows = await using.db.query('SELECT * FROM nesneler ORDER BY id', [], things);
    expect(rows).to.deep.equal([0, 100, 200].flatMap(from => Array.from({ length: 12 }, (_, n) => thing(from + n, from === 100 ? {} : { data: data(n) }))));
  });

  it('does not commit behind a statement that failed and nobody awaited', async () => {
    const duplicate = [thing(1), thing(1, { name: 'other' })];
    const works: ((tx: Tx) => void)[] = [
      tx => void tx.insert(things, duplicate).catch(() => {}),
      tx => void tx.run('UPDATE nowhere SET a = 1').catch(() => {}),
      tx => {
        tx.insertLater(things, duplicate);
        // Too long to travel with the rest.
        tx.insertLater(things, Array.from({ length: 100 }, (_, i) => thing(i + 10)));
      },
    ];
    for (const work of works) await errorOf(using.db.transaction(async tx => {
      tx.insertLater(things, [thing(9)]);
      work(tx);
    }));
    expect(await counted(using.db)).to.equal(0);
  });

  if (kind === 'postgres') it('hears of what is only found when it commits, and has written nothing', async () => {
    await using.db.transaction(async tx => hostTx(tx).script('CREATE TABLE sonradan (name TEXT UNIQUE DEFERRABLE INITIALLY DEFERRED)'));
    const after: string[] = [];
    for (const read of [false, true]) {
      const error = await errorOf(using.db.transaction(async tx => {
        tx.insertLater(things, [thing(9)]);
        if (read) await tx.query('SELECT 1 AS one');
        tx.later("INSERT INTO sonradan VALUES ('a'), ('a')");
        tx.afterCommit(() => after.push('committed'));
      }));
      expect(isUniqueViolation(error), String(error)).to.equal(true);
    }
    expect([after, await counted(using.db), await using.db.query('SELECT * FROM sonradan')]).to.deep.equal([[], 0, []]);
  });

  it('is over when it is over', async () => {
    let kept: Tx | undefined;
    await using.db.transaction(async tx => {
      kept = tx;
    });
    expect((await errorOf((async () => kept!.run('DELETE FROM nesneler'))())).message).to.equal('The transaction is over.');
    expect(() => kept!.later('DELETE FROM nesneler')).to.throw('The transaction is over.');
  });

  it('refuses writes outside', async () => {
    expect(isDatabaseUnavailable(await errorOf(using.db.query(`UPDATE nesneler SET name = 'x'`)))).to.equal(false);
  });

  if (kind === 'postgres') it('says so when the database lets it write nothing', async () => {
    const error = await errorOf(using.db.transaction(async tx => {
      tx.later('SET TRANSACTION READ ONLY');
      await tx.run(`UPDATE nesneler SET name = 'x'`);
    }));
    expect(isDatabaseUnavailable(error)).to.equal(true);
  });

  it('takes more different statements than are kept prepared', async () => {
    for (let round = 0; round < 2; round++) {
      await using.db.transaction(async tx => {
        const rows = await Promise.all(Array.from({ length: 900 }, (_, i) => tx.first<{ n: number }>(`SELECT ${i} AS n FROM nesneler`)));
        expect(rows).to.have.length(900);
        for (let i = 0; i < 900; i += 90) expect(await tx.query(`SELECT count(*) + ${i} AS n FROM nesneler`)).to.deep.equal([{ n: i }]);
      });
    }
  });

  it('keeps no trace of a failed one in the statements of the next', async () => {
    const texts = ['SELECT count(*) AS a FROM nesneler', 'SELECT count(*) AS b FROM nesneler'];
    await errorOf(using.db.transaction(tx => Promise.all([tx.query(texts[0]!), tx.query('SELECT nothing'), tx.query(texts[1]!)])));
    await using.db.transaction(async tx => {
      expect(await Promise.all(texts.map(text => tx.query(text)))).to.deep.equal([[{ a: 0 }], [{ b: 0 }]]);
    });
  });

  it('writes many rows at once', async () => {
    await using.db.transaction(async tx => {
      await tx.insert(things, []);
      await tx.insert(things, Array.from({ length: 3000 }, (_, i) => thing(i)));
      tx.insertLater(things, Array.from({ length: 1001 }, (_, i) => thing(i + 5000)));
    });
    expect(await counted(using.db)).to.equal(4001);
  });
});

describe('a transaction on PostgreSQL', function () {
  this.timeout(30_000);
  const using = usingDatabase('postgres');

  it('is run again when it lost a deadlock', async () => {
    await using.db.transaction(tx => tx.insert(things, [thing(1, { amount: 0 }), thing(2, { amount: 0 })]));
    let [runs, lost] = [0, 0];
    const both = [signal(), signal()];
    const locking = (first: number, second: number) => using.db.transaction(async tx => {
      runs++;
      await tx.run('UPDATE nesneler SET amount = amount + 1 WHERE id = $1', [id(first)]);
      both[first - 1]!.fire();
      await both[second - 1]!.promise;
      await tx.run('UPDATE nesneler SET amount = amount + 1 WHERE id = $1', [id(second)]).catch((error: unknown) => {
        lost++;
        throw error;
      });
    });
    await Promise.all([locking(1, 2), locking(2, 1)]);
    // Rarely the loser is back at the row before the winner has woken, and loses once more.
    expect(lost).to.be.greaterThan(0);
    expect(runs).to.equal(2 + lost);
    expect(await using.db.query('SELECT amount FROM nesneler')).to.deep.equal([{ amount: 2 }, { amount: 2 }]);
  });

  it('gives up on a lock after one more try', async () => {
    await using.db.transaction(tx => tx.insert(things, [thing(1)]));
    const held = signal();
    const done = signal();
    const holder = using.db.transaction(async tx => {
      await tx.run('UPDATE nesneler SET amount = 1');
      held.fire();
      await done.promise;
    });
    await held.promise;
    let runs = 0;
    const error = await errorOf(using.db.transaction(async tx => {
      runs++;
      await hostTx(tx).script(`SET LOCAL lock_timeout = '30ms'`);
      await tx.run('UPDATE nesneler SET amount = 2').catch((cause: unknown) => {
        throw new Error('A plugin failed.', { cause });
      });
    }));
    done.fire();
    await holder;
    expect(isDatabaseUnavailable(error)).to.equal(true);
    expect(runs).to.equal(2);
  });

  it('says so when the connection breaks, and the next one works', async () => {
    const killSelf = 'SELECT pg_terminate_backend(pg_backend_pid())';
    const midway = await errorOf(using.db.transaction(async tx => {
      await tx.insert(things, [thing(1)]);
      await tx.query(killSelf);
    }));
    const atCommit = await errorOf(using.db.transaction(async tx => {
      await tx.insert(things, [thing(2)]);
      tx.later(killSelf);
    }));
    expect([midway, atCommit].map(isDatabaseUnavailable)).to.deep.equal([true, true]);
    expect(await counted(using.db)).to.equal(0);
    await using.db.transaction(tx => tx.insert(things, [thing(3)]));
    expect(await counted(using.db)).to.equal(1);
  });

  it('lets its work read beside it however many run at once', async () => {
    const numbers = await Promise.all(Array.from({ length: 30 }, () => using.db.transaction(async tx => {
      await tx.query('SELECT 1');
      return counted(using.db);
    })));
    expect(numbers).to.deep.equal(Array(30).fill(0));
  });

  it('goes on after another host has changed a table under its statements', async () => {
    const all = 'SELECT * FROM nesneler';
    await using.db.query(all);
    const inside = () => using.db.transaction(async tx => (await tx.query(all)).length);
    await inside();
    await using.db.transaction(tx => hostTx(tx).script('ALTER TABLE nesneler ADD COLUMN extra TEXT'));
    expect(await using.db.query(all)).to.deep.equal([]);
    expect(await inside()).to.equal(0);
  });
});
