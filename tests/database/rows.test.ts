import { expect } from 'chai';
import { eachDatabase } from '../support/databases.js';
import { errorOf, id, links, thing, things, usingDatabase } from './place.js';

eachDatabase('rows', kind => {
  const using = usingDatabase(kind);

  it('come back as they were written, when read as their table', async () => {
    const written = [
      thing(1, { amount: Number.MAX_SAFE_INTEGER, data: { tags: ['ş', `'"$1`] }, name: 'İçim Süt 🥛' }),
      thing(2, { amount: -1, open: false, at: '1999-12-31T23:59:59.999Z' }),
      thing(3, { at: '2026-03-01T00:00:00.000Z' }),
    ];
    await using.db.transaction(tx => tx.insert(things, written));
    expect(await using.db.query('SELECT * FROM nesneler ORDER BY id', [], things)).to.deep.equal(written);
    expect(await using.db.first('SELECT * FROM nesneler WHERE open = $1', [false], things)).to.deep.equal(written[1]);
  });

  it('take defaults for what is left out, row by row', async () => {
    await using.db.transaction(tx => tx.insert(things, [
      { id: id(1), name: 'a', at: '2026-01-01T00:00:00Z' },
      { id: id(2), name: 'b', at: '2026-01-01T03:00:00+03:00', amount: 9, open: false },
    ]));
    expect(await using.db.query('SELECT amount, open, at FROM nesneler ORDER BY id', [], things)).to.deep.equal([
      { amount: 5, open: true, at: '2026-01-01T00:00:00.000Z' },
      { amount: 9, open: false, at: '2026-01-01T00:00:00.000Z' },
    ]);
  });

  it('may have values in common', async () => {
    const at = '2026-01-01T00:00:00.000Z';
    await using.db.transaction(async tx => {
      await tx.insert(things, [thing(1, { at }), thing(2, { at }), thing(3, { at })]);
      await tx.insert(things, [thing(4, { at }), thing(5), thing(6, { at })]);
      tx.insertLater(links, [1, 2, 3].map(n => ({ left_id: id(9), right_id: id(n), weight: 7 })));
      tx.insertLater(links, [1, 2, 3].map(n => ({ left_id: id(n), right_id: id(9), weight: n })));
    });
    expect(await using.db.query('SELECT * FROM nesneler ORDER BY id', [], things)).to.deep.equal([1, 2, 3, 4, 5, 6].map(n => thing(n, n === 5 ? {} : { at })));
    expect((await using.db.query('SELECT * FROM baglar ORDER BY left_id, right_id', [], links)).map(link => [link.left_id, link.right_id, link.weight])).to.deep.equal(
      [[id(1), id(9), 1], [id(2), id(9), 2], [id(3), id(9), 3], [id(9), id(1), 7], [id(9), id(2), 7], [id(9), id(3), 7]]);
  });

  it('are found by an id in capitals', async () => {
    const capital = '0190ABCD-0000-7000-8000-000000000001';
    await using.db.transaction(tx => tx.insert(things, [thing(1, { id: capital })]));
    expect(await using.db.first('SELECT id FROM nesneler WHERE id = $1', [capital])).to.deep.equal({ id: capital.toLowerCase() });
    expect(await using.db.first('SELECT id FROM nesneler WHERE id = $1', [capital.toLowerCase()])).to.deep.equal({ id: capital.toLowerCase() });
  });

  it('refuse a number too large to be exact, and go on', async () => {
    await using.db.transaction(tx => tx.insert(things, [thing(1, { amount: Number.MAX_SAFE_INTEGER }), thing(2, { amount: 2 })]));
    expect(await errorOf(using.db.query('SELECT sum(amount) AS total FROM nesneler'))).to.be.instanceOf(RangeError);
    expect(await using.db.first('SELECT sum(amount) AS total FROM nesneler WHERE amount < $1', [10])).to.deep.equal({ total: 2 });
  });

  it('cannot hold what does not fit their columns', async () => {
    const insert = `INSERT INTO nesneler (id, name, amount, open, data, at) VALUES ($1, 'x', $2, $3, $4, $5)`;
    const good = [id(1), 1, true, '{}', '2026-01-01T00:00:00.000Z'] as const;
    const wrong = [[0, 'no id'], [1, 1.5], [1, 'many'], [3, '{'], [4, 'yesterday-ish']] as const;
    for (const [at, value] of wrong) {
      const params = good.map((fits, i) => (i === at ? value : fits));
      await errorOf(using.db.transaction(tx => tx.run(insert, params)));
    }
    await using.db.transaction(tx => tx.run(insert, good));
  });

  it('compare text by code point', async () => {
    await using.db.transaction(tx => tx.insert(things, ['b', 'a', 'B', 'ç', 'Z'].map((name, i) => thing(i, { name }))));
    const names = await using.db.query<{ name: string }>('SELECT name FROM nesneler ORDER BY name');
    expect(names.map(row => row.name)).to.deep.equal(['B', 'Z', 'a', 'b', 'ç']);
    expect(await using.db.query('SELECT name FROM nesneler WHERE name LIKE $1', ['B%'])).to.deep.equal([{ name: 'B' }]);
  });
});
