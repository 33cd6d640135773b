import {
  Db, Ids, MAX_MONEY, Refusal, createToken, lineGross, provide, toThousandths, type Scope, type ShapeHook,
} from '@sontechsp/sdk';
import { Catalogue, type ItemRequest, type RememberedItems, type ResolvedItem } from '../katalog/contract.js';
import { sale, type PriceBasket, type PriceLine, type PricedBasket, type SaleLine, type Warning } from './contract.js';
import { errors } from './errors.js';
import { checkLimits, checkRights, needsOf, type Need } from './limits.js';
import type { BasketBody } from './schemas.js';
import { totalsOf } from './totals.js';

/**
 * Works out what a basket costs. It refuses in this order: rights (403), products and customer (404), an empty basket (422),
 * sums and discounts that cannot be (422), discounts above the role's limit (403), a total other than expected (409).
 */
export interface Pricing {
  price(scope: Scope, body: BasketBody, how?: How): Promise<Priced>;
  /** The goods of the lines as this process last saw them; undefined when it has not seen them all. */
  remembered(scope: Scope, body: BasketBody): RememberedItems | undefined;
}
export interface How {
  /** What the lines are, when it is known already. */
  readonly goods?: readonly ResolvedItem[] | undefined;
  /** Nothing is refused for want of a right, as if approvals had come along: `needs` tells what they must cover. */
  readonly tellNeeds?: boolean;
}
export interface Priced {
  readonly basket: PricedBasket;
  readonly warnings: Warning[];
  /** What approvals must cover before it may be sold; empty within the caller's own rights. */
  readonly needs: readonly Need[];
}
export const Pricing = createToken<Pricing>('pos.pricing');

interface Deps {
  db: Db;
  catalogue: Catalogue;
  ids: Ids;
  shape: ShapeHook<PriceBasket>['call'];
}
export function createPricing({ db, catalogue, ids, shape }: Deps): Pricing {
  async function itemsOf(scope: Scope, body: BasketBody): Promise<ResolvedItem[]> {
    const asked = askedOf(body);
    const found = asked.length === 0 ? [] : await catalogue.resolve(db, scope, asked);
    return found.map((item, at) => item ?? unknown(asked[at]!));
  }

  /** Prices after the taps; a tap that was passed over is told, never silent. */
  async function shaped(scope: Scope, asked: PriceBasket): Promise<{ value: PriceBasket; warnings: Warning[] }> {
    const { value, skipped } = await shape(scope, asked);
    const warnings = skipped.map(({ plugin }): Warning => ({ code: 'pos.priceSkipped', plugin }));
    return { value: value.lines.length === asked.lines.length ? value : asked, warnings };
  }

  return {
    remembered: (scope, body) => (body.lines.length > 0 ? catalogue.remembered(scope, askedOf(body)) : undefined),
    async price(scope, body, { goods, tellNeeds = (body.approvals?.length ?? 0) > 0 } = {}) {
      if (!tellNeeds) checkRights(scope, body);
      const items = goods ?? await itemsOf(scope, body);
      // Customers belong to crm: without it none is known.
      if (body.customerId != null && !scope.plugins.has('crm')) throw new Refusal('crm.notFound', 404, { customerId: body.customerId });
      if (items.length === 0) throw errors('pos.empty');

      const { value, warnings } = await shaped(scope, {
        customerId: body.customerId ?? null,
        lines: body.lines.map((line, at): PriceLine => ({
          productId: items[at]!.productId, barcode: items[at]!.barcode, quantity: toThousandths(line.quantity),
          unitPrice: line.unitPrice ?? items[at]!.price, discount: line.discount ?? null,
        })),
        discount: body.discount ?? null,
      });
      const gross = value.lines.map((line, at) => grossOf(line, items[at]!));
      if (gross.some(amount => amount > MAX_MONEY) || gross.reduce((a, b) => a + b, 0) > MAX_MONEY) throw errors('pos.amountTooLarge');
      const totals = totalsOf(value.lines.map((line, at) => ({ gross: gross[at]!, vatRate: items[at]!.vatRate, discount: line.discount })), value.discount);
      if (!totals) throw errors('pos.discountTooLarge');
      if (!tellNeeds) checkLimits(scope, body, gross);
      if (body.expectedTotal !== undefined && body.expectedTotal !== totals.total) throw errors('pos.priceChanged', { total: totals.total });

      const { subtotal, discountTotal, vatTotal, total } = totals;
      const lines = value.lines.map(({ quantity, unitPrice }, at): SaleLine => {
        const { productId, barcode, name, unit, vatRate } = items[at]!;
        return { id: ids.next(), productId, barcode, name, unit, quantity, unitPrice, gross: gross[at]!, vatRate, ...totals.lines[at]! };
      });
      return { basket: { customerId: body.customerId ?? null, lines, subtotal, discountTotal, vatTotal, total }, warnings, needs: tellNeeds ? needsOf(scope, body, items, gross) : [] };
    },
  };
}

const askedOf = (body: BasketBody): ItemRequest[] =>
  body.lines.map(({ barcode, productId }) => (barcode === undefined ? { productId } : { barcode }) as ItemRequest);

/** A price label is charged as printed, while price and quantity are those it was read with. */
const grossOf = ({ unitPrice, quantity }: PriceLine, item: ResolvedItem): number =>
  item.labelTotal !== undefined && quantity === item.labelQuantity && unitPrice === item.price ? item.labelTotal : lineGross(unitPrice, quantity);

function unknown(asked: ItemRequest): never {
  throw new Refusal('katalog.notFound', 404, { ...asked });
}

export const pricing = provide(Pricing, { db: Db, catalogue: Catalogue, ids: Ids, shape: sale.price }, createPricing);
