import { expect } from 'chai';
import { addColumns, addIndex, backfill, col, createTable, migration, runSql, table } from '@sontechsp/sdk';
import type { Database } from '../../host/database/database.js';
import { migrate, type MigrationGroup } from '../../host/database/migrate.js';
import { eachDatabase, freshPlace, type Place } from '../support/databases.js';
import { errorOf, open, tools } from './place.js';

const shelves = table('raflar', { id: col.id(), name: col.text() });
const first = migration('001-first', [createTable(shelves)]);
const second = migration('002-second', [
  addColumns('raflar', { level: col.integer({ default: 1, check: 'level > 0' }), note: col.nullable(col.text()) }),
  addIndex('raflar', { name: 'raflar_name', columns: ['name'], unique: true, where: 'level > 1' }),
  runSql(`INSERT INTO raflar (id, name) VALUES ('01900000-0000-7000-8000-000000000001', 'a;b'); UPDATE raflar SET level = 2`),
]);

eachDatabase('migrations', kind => {
  let place: Place;
  let db: Database;
  beforeEach(async () => {
    place = await freshPlace(kind);
    db = await open(place);
  });
  afterEach(() => db.close());
  const run = (groups: MigrationGroup[], on = db) => migrate(on, groups, tools);

  it('run in order, once', async () => {
    expect(await run([{ plugin: 'depo', migrations: [first] }])).to.deep.equal([{ plugin: 'depo', applied: ['001-first'] }]);
    expect(await run([{ plugin: 'depo', migrations: [first, second] }])).to.deep.equal([{ plugin: 'depo', applied: ['002-second'] }]);
    expect(await run([{ plugin: 'depo', migrations: [first, second] }])).to.deep.equal([{ plugin: 'depo', applied: [] }]);
    expect(await db.query('SELECT name, level, note FROM raflar')).to.deep.equal([{ name: 'a;b', level: 2, note: null }]);
    expect(await db.query('SELECT plugin, id FROM gocler ORDER BY id')).to.deep.equal([{ plugin: 'depo', id: '001-first' }, { plugin: 'depo', id: '002-second' }]);
  });

  it('that fail half-way leave nothing, and keep off their plugin only', async () => {
    const broken = migration('002-broken', [createTable(table('kutular', { id: col.id() })), runSql('INSERT INTO nowhere VALUES (1)')]);
    const results = await run([
      { plugin: 'depo', migrations: [first, broken, migration('003-never', [createTable(table('asla', { id: col.id() }))])] },
      { plugin: 'other', migrations: [migration('001-other', [createTable(table('digerleri', { id: col.id() }))])] },
    ]);
    expect(results.map(({ plugin, applied }) => ({ plugin, applied }))).to.deep.equal([{ plugin: 'depo', applied: ['001-first'] }, { plugin: 'other', applied: ['001-other'] }]);
    expect(results[0]!.error?.message).to.match(/^Migration 002-broken of plugin 'depo' failed and was undone: /);
    await errorOf(db.query('SELECT * FROM kutular'));
    await errorOf(db.query('SELECT * FROM asla'));
    const repaired = migration('002-broken', [createTable(table('kutular', { id: col.id() }))]);
    expect(await run([{ plugin: 'depo', migrations: [first, repaired] }])).to.deep.equal([{ plugin: 'depo', applied: ['002-broken'] }]);
  });

  it('that were changed after they ran are refused, naming the remedy', async () => {
    await run([{ plugin: 'depo', migrations: [first] }]);
    const changed = migration('001-first', [createTable(table('raflar', { id: col.id(), name: col.nullable(col.text()) }))]);
    const [result] = await run([{ plugin: 'depo', migrations: [changed, second] }]);
    expect(result!.applied).to.deep.equal([]);
    expect(result!.error?.message).to.equal(
      `Migration 001-first of plugin 'depo' was changed after it ran on this database. Restore it as it was, and put the change into a new migration.`);
  });

  it('change rows by code where SQL cannot, with the key of sealed fields, all or nothing', async () => {
    await run([{ plugin: 'depo', migrations: [first] }]);
    await db.transaction(tx => tx.run("INSERT INTO raflar (id, name) VALUES ('01900000-0000-7000-8000-000000000001', 'gizli raf')"));
    const sealing = (fails: boolean) => migration('002-sealed', [backfill('depo.seal', async (tx, { fields }) => {
      for (const { id, name } of await tx.query<{ id: string; name: string }>('SELECT id, name FROM raflar')) await tx.run('UPDATE raflar SET name = $2 WHERE id = $1', [id, await fields.seal(`raflar:${id}`, name)]);
      if (fails) throw new Error('no more ink');
    })]);
    const [failed] = await run([{ plugin: 'depo', migrations: [first, sealing(true)] }]);
    expect(failed!.error?.message).to.include('no more ink');
    expect(await db.query("SELECT name FROM raflar WHERE name = 'gizli raf'")).to.have.length(1);
    expect((await run([{ plugin: 'depo', migrations: [first, sealing(false)] }]))[0]!.applied).to.deep.equal(['002-sealed']);
    const rows = await db.query<{ id: string; name: string }>('SELECT id, name FROM raflar ORDER BY id');
    expect(rows.some(row => row.name.includes('gizli'))).to.equal(false);
    expect(await tools.fields.open(`raflar:${rows[0]!.id}`, rows[0]!.name)).to.equal('gizli raf');
    const renamed = migration('002-sealed', [backfill('depo.other', async () => undefined)]);
    expect((await run([{ plugin: 'depo', migrations: [first, renamed] }]))[0]!.error?.message).to.include('was changed after it ran');
  });

  it('run once when two hosts start together', async () => {
    const other = await open(place);
    try {
      const groups = [{ plugin: 'depo', migrations: [first, second] }];
      const results = (await Promise.all([run(groups), run(groups, other)])).flat();
      expect(results.map(result => result.error)).to.deep.equal([undefined, undefined]);
      expect(results.flatMap(result => result.applied).sort()).to.deep.equal(['001-first', '002-second']);
    } finally {
      await other.close();
    }
  });
});
