import { expect } from 'chai';
import { openShop } from '../support/host.js';
import { eachDatabase } from '../support/databases.js';
import { cashSale, makeGood } from '../support/goods.js';

eachDatabase('The doctor', kind => {
  const tampered: [title: string, sql: string, says: RegExp][] = [
    ['a total was changed', 'UPDATE pos_satislar SET total = total + 1 WHERE sequence = 2', /does not add up[\s\S]*changed after it was sealed/],
    ['a line was changed', 'UPDATE pos_satis_satirlari SET product_id = sale_id WHERE sale_id = (SELECT id FROM pos_satislar WHERE sequence = 2)', /changed after it was sealed/],
    ['a receipt is missing', 'DELETE FROM pos_satislar WHERE sequence = 2', /receipts 2 to 2 are missing[\s\S]*does not carry the hash/],
    ['the last receipt is missing', 'DELETE FROM pos_satislar WHERE sequence = 3', /the counter stands at 3, the last receipt is 2/],
    ['a balance was changed', 'UPDATE stok_bakiyeleri SET on_hand = on_hand + 1', /differs from its movements by 1 thousandths/],
  ];
  for (const [title, sql, says] of tampered) it(`tells when ${title}`, async () => {
    const shop = await openShop(kind);
    const good = await makeGood(shop.admin, { warehouseId: shop.warehouseId, onHand: 10 });
    for (let n = 0; n < 3; n++) await shop.admin.post('/api/pos/sales', cashSale([{ good, quantity: 1 }]));
    expect(await shop.doctor()).to.deep.equal([]);
    await shop.host.database.transaction(async tx => void await tx.run(sql));
    expect((await shop.doctor()).join('\n')).to.match(says);
    await shop.stop();
  });
});
