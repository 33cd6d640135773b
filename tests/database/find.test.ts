import { expect } from 'chai';
import { eachDatabase } from '../support/databases.js';
import { errorOf, id, thing, things, usingDatabase } from './place.js';

eachDatabase('find', kind => {
  const using = usingDatabase(kind);
  const written = [
    thing(1, { amount: 1, open: false, data: { tags: ['x'] } }),
    thing(2, { amount: 2, name: `O'Neil \\ "x" $1 ?` }),
    thing(3, { amount: 3, at: '2026-02-01T00:00:00.000Z' }),
  ];
  beforeEach(() => using.db.transaction(tx => tx.insert(things, written)));

  it('gives the same rows as the query', async () => {
    expect(await using.db.find(things, { order: ['id'] })).to.deep.equal(await using.db.query('SELECT * FROM nesneler ORDER BY id', [], things));
    expect(await using.db.find(things, { order: ['-amount'], limit: 2 })).to.deep.equal([written[2], written[1]]);
  });

  it('takes equality and operators', async () => {
    expect(await using.db.find(things, { where: { id: id(2) } })).to.deep.equal([written[1]]);
    expect(await using.db.find(things, { where: { name: written[1]!.name } })).to.deep.equal([written[1]]);
    expect(await using.db.find(things, { where: { open: false } })).to.deep.equal([written[0]]);
    expect(await using.db.find(things, { where: { data: null, amount: { lt: 3 } } })).to.deep.equal([written[1]]);
    expect(await using.db.find(things, { where: { id: { in: [id(1), id(3)] } }, order: ['-id'] })).to.deep.equal([written[2], written[0]]);
    expect(await using.db.find(things, { where: { id: { in: [] } } })).to.deep.equal([]);
    expect(await using.db.find(things, { where: { amount: { gte: 2, lt: 3 } } })).to.deep.equal([written[1]]);
    expect(await using.db.find(things, { where: { at: { gt: '2026-01-31T12:00:00.000Z' } } })).to.deep.equal([written[2]]);
    expect(await using.db.find(things, { where: { name: { like: 'thing%' } }, order: ['id'] })).to.deep.equal([written[0], written[2]]);
  });

  it('refuses columns the table does not have', async () => {
    await errorOf(using.db.find(things, { where: { 'id" = id --': 'x' } as never }));
    await errorOf(using.db.find(things, { order: ['-nothing'] }));
  });
});
