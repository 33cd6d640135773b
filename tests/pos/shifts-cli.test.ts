import { expect } from 'chai';
import { sontechsp } from '../cli/rig.js';
import { eachDatabase } from '../support/databases.js';
import { openShop } from '../support/host.js';

eachDatabase('The command for shifts', kind => {
  it('lists the open ones and closes one by force, by its till', async () => {
    const shop = await openShop(kind);
    const none = await sontechsp(shop.place, ['shift', 'list']);
    expect(none).to.deep.equal({ code: 0, out: 'No shift is open.', err: '' });
    const { id } = (await shop.admin.post('/api/pos/shifts', { openingCash: 12_345 })).body;
    expect((await sontechsp(shop.place, ['shift', 'list', '--store', 'm1'])).out).to.match(new RegExp(`^${id}  K1  open  .*expected 123.45  difference -  Ayşe Yönetici$`));
    expect((await sontechsp(shop.place, ['shift', 'close', 'K1'])).code).to.equal(2);
    expect(await sontechsp(shop.place, ['shift', 'close', 'K9', '--reason', 'Unutuldu'])).to.include({ code: 1, out: '' });
    const closed = await sontechsp(shop.place, ['shift', 'close', 'k1', '--reason', 'Unutuldu']);
    expect([closed.code, closed.err]).to.deep.equal([0, '']);
    expect((await shop.admin.get(`/api/pos/shifts/${id}`)).body).to.include({ state: 'closed', forced: true, zNo: 1, reason: 'Unutuldu', countedCash: null });
    expect((await sontechsp(shop.place, ['shift', 'list', '--all'])).out).to.contain(`${id}  K1  closed`).and.contain('Z1');
    const violations = await shop.doctor();
    await shop.stop();
    expect(violations).to.deep.equal([]);
  });
});
