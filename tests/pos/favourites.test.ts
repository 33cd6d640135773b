import { expect } from 'chai';
import { eachDatabase } from '../support/databases.js';
import { makeGood, type Good } from '../support/goods.js';
import { openShop, type Shop } from '../support/host.js';

const path = '/api/pos/favourites';

eachDatabase('Favourites of a store', kind => {
  let shop: Shop;
  let bread: Good, tea: Good;
  before(async () => {
    shop = await openShop(kind);
    bread = await makeGood(shop.admin, { name: 'Ekmek', price: 1500, vatRate: 1 });
    tea = await makeGood(shop.admin, { name: 'Çay', price: 900 });
  });
  after(() => shop.stop());
  const tile = (good: Good, colour?: string) => ({ productId: good.id, ...(colour ? { colour } : {}) });

  it('are none at first; a manager arranges them, a cashier sees them with prices, and may not arrange', async () => {
    expect((await shop.admin.get(path)).body).to.deep.equal({ version: 0, pages: [] });
    const manager = await shop.as('manager'), cashier = await shop.as('cashier');
    const layout = { pages: [{ name: 'Fırın', colour: 'warn', tiles: [tile(bread, 'success'), tile(tea)] }, { name: 'Boş', tiles: [] }] };
    const shown = { version: 1, pages: [
      { name: 'Fırın', colour: 'warn', tiles: [
        { productId: bread.id, colour: 'success', name: 'Ekmek', unit: 'piece', price: 1500, vatRate: 1 },
        { productId: tea.id, colour: 'plain', name: 'Çay', unit: 'piece', price: 900, vatRate: 10 },
      ] },
      { name: 'Boş', colour: 'plain', tiles: [] },
    ] };
    const put = await manager.put(path, layout);
    expect([put.status, put.body]).to.deep.equal([200, shown]);
    expect((await cashier.get(path)).body).to.deep.equal(shown);
    expect((await cashier.put(path, layout)).status).to.equal(403);
  });

  it('are each store\'s own, and follow prices', async () => {
    const other = await shop.anotherStore();
    expect((await (await shop.as('manager', other)).get(path)).body).to.deep.equal({ version: 0, pages: [] });
    await shop.admin.patch(`/api/katalog/products/${tea.id}`, { price: 950 });
    expect((await shop.admin.get(path)).body.pages[0].tiles[1].price).to.equal(950);
  });

  it('sell nothing of what was taken out of sale, tell where it stood, and keep it when they are arranged anew with it', async () => {
    const gone = await makeGood(shop.admin, { name: 'Simit' });
    const pages = [{ name: 'Fırın', tiles: [tile(bread), tile(gone, 'warn'), tile(tea)] }];
    await shop.admin.put(path, { pages });
    await shop.admin.delete(`/api/katalog/products/${gone.id}`);
    const told = ({ pages: [page] }: { pages: { tiles: { name: string }[]; gone?: object[] }[] }) => [page!.tiles.map(one => one.name), page!.gone];
    const expected = [['Ekmek', 'Çay'], [{ productId: gone.id, colour: 'warn', name: 'Simit', place: 1 }]];
    expect(told((await shop.admin.get(path)).body)).to.deep.equal(expected);
    const put = await shop.admin.put(path, { pages });
    expect([put.status, ...told(put.body)]).to.deep.equal([200, ...expected]);
    expect(told((await shop.admin.put(path, { pages: [{ name: 'Fırın', tiles: [tile(bread)] }] })).body)).to.deep.equal([['Ekmek'], undefined]);
  });

  it('are not put in the place of an arrangement they were not made from, also when two save at once', async () => {
    const { version } = (await shop.admin.get(path)).body;
    const one = await shop.admin.put(path, { version, pages: [{ name: 'Bir', tiles: [tile(bread)] }] });
    expect([one.status, one.body.version]).to.deep.equal([200, version + 1]);
    const late = await shop.admin.put(path, { version, pages: [{ name: 'İki', tiles: [] }] });
    expect([late.status, late.body.code, late.body.version]).to.deep.equal([409, 'pos.favouritesChanged', version + 1]);
    expect((await shop.admin.get(path)).body.pages.map((page: { name: string }) => page.name)).to.deep.equal(['Bir']);

    const other = await shop.anotherStore();
    const there = await shop.as('manager', other);
    const at = async (on: typeof there, of: number, names: readonly string[]) =>
      (await Promise.all(names.map(name => on.put(path, { version: of, pages: [{ name, tiles: [] }] })))).map(reply => reply.status).sort();
    expect(await at(there, 0, ['A', 'B', 'C', 'D']), 'the first of a store').to.deep.equal([200, 409, 409, 409]);
    expect(await at(there, 1, ['A', 'B', 'C', 'D'])).to.deep.equal([200, 409, 409, 409]);
    expect((await there.get(path)).body.version).to.equal(2);
    // Whoever names none means to replace whatever stands.
    expect((await there.put(path, { pages: [] })).body).to.deep.equal({ version: 3, pages: [] });
  });

  it('are refused with an unknown product or colour, one twice on a page, too many or without a name, and stay as they were', async () => {
    const before = (await shop.admin.get(path)).body;
    const nobody = '01900000-0000-7000-8000-000000000009';
    const refused = async (pages: unknown) => {
      const { status, body } = await shop.admin.put(path, { pages });
      return [status, body.code];
    };
    expect(await refused([{ name: 'A', tiles: [{ productId: nobody }] }])).to.deep.equal([404, 'katalog.notFound']);
    expect(await refused([{ name: 'A', tiles: [tile(tea), tile(bread), tile(tea)] }])).to.deep.equal([422, 'pos.favouriteTwice']);
    expect(await refused([{ name: 'A', tiles: [tile(tea, '#ff0000')] }])).to.deep.equal([400, 'request.invalid']);
    expect(await refused([{ name: ' ', tiles: [] }])).to.deep.equal([400, 'request.invalid']);
    expect(await refused(Array.from({ length: 13 }, (_, at) => ({ name: `${at}`, tiles: [] })))).to.deep.equal([400, 'request.invalid']);
    expect((await shop.admin.get(path)).body).to.deep.equal(before);
  });
});
