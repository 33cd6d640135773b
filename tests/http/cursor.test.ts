import { expect } from 'chai';
import { pino } from 'pino';
import { decodeCursor, encodeCursor, isRefusal, keyset, parseSort, type Param } from '@sontechsp/sdk';
import type { Database } from '../../host/database/database.js';
import { openDatabase } from '../../host/database/open.js';
import { eachDatabase, freshPlace } from '../support/databases.js';

const refusal = (work: () => unknown): string => {
  try {
    work();
    return 'accepted';
  } catch (error) {
    return isRefusal(error) ? `${error.status} ${error.code}` : String(error);
  }
};

describe('A cursor', () => {
  it('carries its values unchanged', () => {
    const values = ['İçim Süt 🥛', 0, -1.5, null, ''];
    expect(decodeCursor(encodeCursor(values))).to.eql(values);
    expect(encodeCursor(values)).to.match(/^[\w-]+$/);
  });
  it('that was cut, altered or made up is refused', () => {
    const cursor = encodeCursor(['a', 1]);
    for (const bad of ['', 'x', cursor.slice(0, -1), `${cursor}A`, `0${cursor.slice(1)}`, 'ü'.repeat(20), btoa('["a"]'), encodeCursor([{}] as never), encodeCursor([['a']] as never), encodeCursor('a' as never)]) expect(refusal(() => decodeCursor(bad)), bad).to.equal('400 request.invalid');
  });
  it('of another order is refused', () => {
    const by = (sort: string, cursor?: string) => keyset({ sort: parseSort(sort, { name: 'name', at: 'sold_at' }, 'name'), cursor, limit: 1, idColumn: 'id', firstParam: 1 });
    const cursor = by('name').next([{ name: 'a', id: 1 }, { name: 'b', id: 2 }])!;
    expect(by('name', cursor).params).to.eql(['a', 1]);
    for (const sort of ['-name', 'at', 'name,at']) expect(refusal(() => by(sort, cursor)), sort).to.equal('400 request.invalid');
  });
  it('knows only the names it was given to sort by', () => {
    const allowed = { name: 'name_key', createdAt: 'created_at' };
    expect(parseSort('name,-createdAt', allowed, 'name')).to.eql([{ column: 'name_key', descending: false }, { column: 'created_at', descending: true }]);
    expect(parseSort(undefined, allowed, '-createdAt')).to.eql([{ column: 'created_at', descending: true }]);
    for (const bad of ['price', 'name,name', 'name,-name', '--name', 'name,', 'constructor', 'name_key; DROP TABLE x']) expect(refusal(() => parseSort(bad, allowed, 'name')), bad).to.equal('400 request.invalid');
  });
});

eachDatabase('A list by cursor', kind => {
  let db: Database;
  const rows = Array.from({ length: 57 }, (_, i) => ({ id: i + 1, shelf: i % 4, name: `n${i % 7}` }));
  before(async () => {
    const { dataFolder, databaseUrl } = await freshPlace(kind);
    db = await openDatabase({ dataFolder, databaseUrl, log: pino({ level: 'silent' }) });
    await db.transaction(async tx => {
      await tx.run('CREATE TABLE raflar (id INTEGER PRIMARY KEY, shelf INTEGER NOT NULL, name TEXT NOT NULL)');
      for (const { id, shelf, name } of rows) tx.later('INSERT INTO raflar (id, shelf, name) VALUES ($1, $2, $3)', [id, shelf, name]);
    });
  });
  after(() => db.close());

  for (const sort of ['id', '-id', 'name', '-name', 'shelf,name', '-shelf,name', 'shelf,-name,id', '-name,-shelf']) {
    it(`by ${sort} shows each row once, in order`, async () => {
      const seen: number[] = [];
      let cursor: string | null | undefined;
      do {
        const k = keyset({ sort: parseSort(sort, { id: 'r.id', shelf: 'r.shelf', name: 'r.name' }, 'id'), cursor: cursor ?? undefined, limit: 10, idColumn: 'r.id', firstParam: 2 });
        const params: Param[] = [0, ...k.params];
        const found = await db.query<{ id: number }>(`SELECT r.id, r.shelf, r.name FROM raflar r WHERE r.id > $1 AND ${k.where} ORDER BY ${k.order} LIMIT ${k.take}`, params);
        const { items, nextCursor } = k.page(found);
        seen.push(...items.map(i => Number(i.id)));
        cursor = nextCursor;
      } while (cursor);
      const by = parseSort(sort, { id: 'id', shelf: 'shelf', name: 'name' }, 'id');
      const last = by.at(-1)!.descending;
      const order = [...by, { column: 'id', descending: last }] as { column: 'id' | 'shelf' | 'name'; descending: boolean }[];
      const expected = [...rows].sort((a, b) => {
        for (const { column, descending } of order) if (a[column] !== b[column]) return (a[column] < b[column] ? -1 : 1) * (descending ? -1 : 1);
        return 0;
      });
      expect(seen).to.eql(expected.map(r => r.id));
    });
  }
});
