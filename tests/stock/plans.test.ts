import { expect } from 'chai';
import type { Param, Tx } from '@sontechsp/sdk';
import { takeFromPlenty } from '../../plugins/stock/store.js';
import { eachDatabase } from '../support/databases.js';
import { openShop } from '../support/host.js';

eachDatabase('with many balances', kind => {
  it('what a sale takes is found by index', async () => {
    const shop = await openShop(kind, { demo: true });
    const ids = (await shop.host.database.query<{ product_id: string }>('SELECT product_id FROM stok_bakiyeleri LIMIT 3')).map(row => row.product_id);
    const asked: { sql: string; params: readonly Param[] }[] = [];
    takeFromPlenty({ forUpdate: kind === 'postgres' ? ' FOR UPDATE' : '', expectLater: (_rows, sql, params = []) => void asked.push({ sql, params }) } as Pick<Tx, 'forUpdate' | 'expectLater'> as Tx,
      shop.warehouseId, ids.map(id => [id, 1000] as const), { warnAt: 0, floor: -5000 });
    const [{ sql, params }] = asked as [typeof asked[number]];
    const steps = await shop.host.database.query<Record<string, string>>(`${kind === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN'} ${sql}`, params);
    await shop.stop();
    const said = steps.map(row => (kind === 'sqlite' ? row.detail! : Object.values(row)[0]!)).join('\n');
    expect(said).to.match(kind === 'sqlite' ? /SEARCH stok_bakiyeleri USING/ : /Index (Only )?Scan/);
    expect(said).not.to.match(/SCAN stok_bakiyeleri|Seq Scan on stok_bakiyeleri/);
  });
});
