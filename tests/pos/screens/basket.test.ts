import { expect } from 'chai';
import {
  addAsking, addItem, answer, bodyOf, changeLine, discountBasket, emptyBasket, grossOf, itemsOf, localTotals, removeLine, withoutSold, type Basket, type Item,
} from '../../../plugins/pos/screens/basket.js';
import { changeDiscount, changePrice, changeQuantity } from '../../../plugins/pos/screens/line-change.js';
import { needsOf } from '../../../plugins/pos/screens/needs.js';

let made = 0;
const ids = () => `id-${++made}`;
const milk: Item = { productId: 'milk', name: 'Süt', unit: 'piece', price: 2500, vatRate: 1, code: '8690504115113', perScan: 1000, labelTotal: undefined };
const sixPack: Item = { ...milk, code: '8690504115120', perScan: 6000 };
const cheese: Item = { productId: 'cheese', name: 'Peynir', unit: 'kg', price: 28_900, vatRate: 1, code: '2700123002507', perScan: 250, labelTotal: undefined };
const label: Item = { ...cheese, code: '2900123012349', perScan: 43, labelTotal: 1234 };
const fill = (...items: Item[]): Basket => items.reduce((basket, item) => addItem(basket, item, 1000, ids).basket, emptyBasket);

describe('The basket', () => {
  it('gets its sale id with the first line, and keeps it', () => {
    const one = fill(milk);
    expect(one.saleId).to.be.a('string');
    expect(fill().saleId).to.equal(null);
    expect(addItem(one, cheese, 1000, ids).basket.saleId).to.equal(one.saleId);
    expect(removeLine(one, one.lines[0]!.key)).to.deep.equal(emptyBasket);
  });

  it('counts the same goods at the same price on one line, packs by their pieces', () => {
    const basket = fill(milk, cheese, milk, sixPack);
    expect(itemsOf(basket).map(line => [line.name, line.quantity])).to.deep.equal([['Süt', 8000], ['Peynir', 250]]);
    expect(bodyOf(basket).lines[0]).to.deep.equal({ productId: 'milk', quantity: 8 });
  });

  it('keeps weighed goods, labels and lines with a price or discount of their own apart', () => {
    expect(itemsOf(fill(cheese, cheese, label, label)).length).to.equal(4);
    const dear = fill(milk);
    const own = changeLine(dear, dear.lines[0]!.key, { ownPrice: 2000 });
    expect(itemsOf(addItem(own, milk, 1000, ids).basket).length).to.equal(2);
    const off = changeLine(dear, dear.lines[0]!.key, { discount: { percent: 10 } });
    expect(itemsOf(addItem(off, milk, 1000, ids).basket).length).to.equal(2);
    expect(itemsOf(addItem(dear, { ...milk, price: 2600 }, 1000, ids).basket).length).to.equal(2);
  });

  it('multiplies a scan by what was typed before it', () => {
    expect(itemsOf(addItem(emptyBasket, sixPack, 3000, ids).basket)[0]!.quantity).to.equal(18_000);
    expect(itemsOf(addItem(emptyBasket, cheese, 500, ids).basket)[0]!.quantity).to.equal(125);
  });

  it('charges a price label as printed until its quantity or price is changed', () => {
    const basket = fill(label);
    const [line] = itemsOf(basket);
    expect(grossOf(line!)).to.equal(1234);
    expect(bodyOf(basket).lines[0]).to.deep.equal({ barcode: label.code, quantity: 0.043 });
    expect(grossOf(itemsOf(changeLine(basket, line!.key, { quantity: 100 }))[0]!)).to.equal(2890);
  });

  it('keeps the place of a scan until it is answered, and joins the answer to its line', () => {
    const asked = addAsking(fill(milk), '8690504115113', 2000, ids);
    const after = addItem(asked.basket, cheese, 1000, ids).basket;
    expect(itemsOf(answer(after, asked.key, milk, ids).basket).map(line => [line.name, line.quantity])).to.deep.equal([['Süt', 3000], ['Peynir', 250]]);
    const other = answer(after, asked.key, { ...milk, productId: 'ayran', name: 'Ayran' }, ids).basket;
    expect(itemsOf(other).map(line => [line.name, line.quantity])).to.deep.equal([['Süt', 1000], ['Ayran', 2000], ['Peynir', 250]]);
  });

  it('keeps a code that nothing is sold under as a line of its own, and does not sell it', () => {
    const asked = addAsking(emptyBasket, '8690504115114', 1000, ids);
    const { basket } = answer(asked.basket, asked.key, undefined, ids);
    expect(basket.lines).to.deep.equal([{ kind: 'unknown', key: asked.key, code: '8690504115114', times: 1000 }]);
    expect(bodyOf(basket).lines).to.deep.equal([]);
  });

  it('comes to the sums of the contract', () => {
    const basket: Basket = {
      saleId: 'sale', discount: { amount: 100 },
      lines: [
        { ...itemsOf(fill(milk))[0]!, vatRate: 10, quantity: 2000, discount: { percent: 10 } },
        { ...itemsOf(fill(cheese))[0]!, quantity: 250 },
      ],
    };
    expect(localTotals(basket)).to.deep.equal({
      subtotal: 12_225, discountTotal: 600, vatTotal: 477, total: 11_625,
      lines: [{ discountAmount: 538, total: 4462, vatAmount: 406 }, { discountAmount: 62, total: 7163, vatAmount: 71 }],
    });
  });

  it('sends only what was changed', () => {
    let basket = fill(milk);
    const { key } = basket.lines[0]!;
    basket = discountBasket(changeLine(basket, key, { ownPrice: 2000, discount: { amount: 50 }, quantity: 2000 }), { percent: 5 });
    expect(bodyOf(basket)).to.deep.equal({
      id: basket.saleId, discount: { percent: 5 }, lines: [{ barcode: milk.code, quantity: 2, unitPrice: 2000, discount: { amount: 50 } }],
    });
  });

  it('keeps what was added after a sale whose answer was lost, under a new id', () => {
    const sold = fill(milk, milk, cheese);
    const more = addItem(addItem(sold, milk, 1000, ids).basket, label, 1000, ids).basket;
    const left = withoutSold(more, [{ productId: 'milk', quantity: 2 }, { productId: 'cheese', quantity: 0.25 }], ids);
    expect(itemsOf(left).map(line => [line.name, line.quantity])).to.deep.equal([['Süt', 1000], ['Peynir', 43]]);
    expect(left.saleId).to.not.equal(sold.saleId);
    expect(withoutSold(sold, [{ productId: 'milk', quantity: 2 }, { productId: 'cheese', quantity: 0.25 }], ids)).to.deep.equal(emptyBasket);
  });
});

describe('Changing a line', () => {
  const basket = fill(milk, cheese);
  const [first, second] = basket.lines.map(line => line.key) as [string, string];

  it('takes a quantity as it is typed, whole for pieces, and removes the line at zero', () => {
    const change = changeQuantity(basket, second, '0,750', ',');
    expect('basket' in change && itemsOf(change.basket)[1]!.quantity).to.equal(750);
    expect(changeQuantity(basket, first, '1,5', ',')).to.deep.equal({ refused: 'wholePieces' });
    expect(changeQuantity(basket, first, 'x', ',')).to.deep.equal({ refused: 'badNumber' });
    const gone = changeQuantity(basket, first, '0', ',');
    expect('basket' in gone && itemsOf(gone.basket).length).to.equal(1);
  });

  it('goes back to the price of the catalogue when none is typed', () => {
    const set = changePrice(basket, first, '19,90', ',');
    if (!('basket' in set)) throw new Error();
    expect(itemsOf(set.basket)[0]!.ownPrice).to.equal(1990);
    const back = changePrice(set.basket, first, '', ',');
    expect('basket' in back && itemsOf(back.basket)[0]!.ownPrice).to.equal(null);
  });

  it('gives a discount, and never more than there is', () => {
    const ten = changeDiscount(basket, first, '10', 'percent', ',');
    expect('basket' in ten && itemsOf(ten.basket)[0]!.discount).to.deep.equal({ percent: 10 });
    expect(changeDiscount(basket, undefined, '1000', 'amount', ',')).to.deep.equal({ refused: 'discountTooLarge' });
    const none = changeDiscount(discountBasket(basket, { percent: 5 }), undefined, '0', 'percent', ',');
    expect('basket' in none && none.basket.discount).to.equal(null);
  });

  it('knows what of it needs somebody else\'s leave, by the rule of the host', () => {
    const rights = (limit: number, ...permissions: string[]) => ({ can: (permission: string) => permissions.includes(permission), limit: () => limit });
    const off = (percent: string) => (changeDiscount(basket, first, percent, 'percent', ',') as { basket: Basket }).basket;
    expect(needsOf(off('10'), rights(10, 'pos.discount'))).to.deep.equal([]);
    expect(needsOf(off('10,5'), rights(10, 'pos.discount'))).to.deep.equal([{ permission: 'pos.discount', amount: 11, worth: 263 }]);
    expect(needsOf(discountBasket(off('10'), { percent: 10 }), rights(10, 'pos.discount'))).to.have.length(1);
    expect(needsOf(off('5'), rights(0))).to.deep.equal([{ permission: 'pos.discount', amount: 5, worth: 125 }]);
    const dearer = off('30');
    const shaped = new Map([[itemsOf(dearer)[0]!, { unitPrice: 3000, discountAmount: 900, total: 2100 }]]);
    expect(needsOf(dearer, rights(10, 'pos.discount'), { basket: dearer, total: 0, shaped })).to.deep.equal([{ permission: 'pos.discount', amount: 30, worth: 900 }]);
    expect(needsOf(dearer, rights(10, 'pos.discount'), { basket, total: 0, shaped })).to.deep.equal([{ permission: 'pos.discount', amount: 30, worth: 750 }]);
    const priced = (changePrice(basket, first, '1', ',') as { basket: Basket }).basket;
    expect(needsOf(priced, rights(10, 'pos.discount'))).to.deep.equal([{ permission: 'pos.price.override', amount: 100, subject: `${milk.productId} 100` }]);
    expect(needsOf(priced, rights(10, 'pos.discount', 'pos.price.override'))).to.deep.equal([]);
    const both = (changePrice(priced, second, '280', ',') as { basket: Basket }).basket;
    expect(needsOf(both, rights(10, 'pos.discount')).map(need => need.subject)).to.deep.equal(['milk 100', 'cheese 28000']);
  });
});
