import { definePlugin, defineSettings, object, provide, createToken, t, type SettingsReader } from '@sontechsp/sdk';
import { expect } from 'chai';
import { client } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { openShop, PASSWORD, type Shop } from '../support/host.js';

const perStore = defineSettings('raf', 'store', object({ depth: t.Integer({ minimum: 1, default: 3, title: 'settings.depth' }) }));
const Shelf = createToken<SettingsReader<{ depth: number }>>('raf.shelf');
const plugins = [
  definePlugin({ id: 'raf', name: 'Raf', version: '1.0.0', settings: perStore, provides: [provide(Shelf, { settings: perStore }, ({ settings }) => settings)] }),
  definePlugin({ id: 'bos', name: 'Boş', version: '1.0.0' }),
];

eachDatabase('Settings of a plugin', kind => {
  let shop: Shop;
  before(async () => { shop = await openShop(kind, { plugins }); });
  after(() => shop.stop());
  const path = '/api/plugins/raf/settings';

  it('are given with their schema, and what nobody set is the default', async () => {
    const { status, body } = await shop.admin.get(path);
    expect(status).to.equal(200);
    expect([body.per, body.values, body.schema.properties.depth.default]).to.deep.equal(['store', { depth: 3 }, 3]);
  });

  it('are kept per store and seen by the next request', async () => {
    const other = await shop.anotherStore();
    expect((await shop.admin.put(`${path}?storeId=${other.storeId}`, { depth: 9 })).body.values).to.deep.equal({ depth: 9 });
    const reader = shop.host.resolve(Shelf);
    expect(await reader.read({ firmId: shop.firmId, storeId: other.storeId })).to.deep.equal({ depth: 9 });
    expect(await reader.read({ firmId: shop.firmId, storeId: shop.storeId })).to.deep.equal({ depth: 3 });
    expect((await shop.admin.get(`${path}?storeId=${other.storeId}`)).body.values).to.deep.equal({ depth: 9 });
  });

  it('are refused when the schema does not take them, and nothing is kept', async () => {
    for (const body of [{ depth: 0 }, { depth: 'deep' }, { depth: 1.5 }, { height: 2 }, []]) {
      const reply = await shop.admin.put(path, body);
      expect([reply.status, reply.body.code], JSON.stringify(body)).to.deep.equal([400, 'request.invalid']);
    }
    expect((await shop.admin.get(path)).body.values).to.deep.equal({ depth: 3 });
  });

  it('are for administrators, of plugins that have some, in stores of the firm', async () => {
    expect((await (await shop.as('manager')).get(path)).status).to.equal(403);
    const nowhere = await client(shop.url).signIn('admin', PASSWORD);
    const answers = await Promise.all([
      shop.admin.get('/api/plugins/yok/settings'), shop.admin.get('/api/plugins/bos/settings'),
      shop.admin.get(`${path}?storeId=01900000-0000-7000-8000-000000000001`), shop.admin.get(`${path}?storeId=here`),
      nowhere.get(path), nowhere.get(`${path}?storeId=${shop.storeId}`),
    ]);
    expect(answers.map(a => [a.status, a.body.code])).to.deep.equal([
      [404, 'plugin.notFound'], [404, 'plugin.noSettings'], [404, 'host.notFound'], [400, 'request.invalid'], [409, 'auth.context'], [200, undefined],
    ]);
  });
});
