import { lineGross } from '@sontechsp/sdk';

/** A line whose price somebody set in place of the catalogue's. */
export interface OwnPrice {
  readonly productId: string;
  /** Thousandths. */
  readonly quantity: number;
  readonly unitPrice: number;
}
/** Leave for one product at one price: `subject` names both, `amount` is what all its lines come to. */
export interface PriceNeed {
  readonly permission: 'pos.price.override';
  readonly amount: number;
  readonly subject: string;
}

/** What leave such prices take: for each product at each price its own, so that what was given for one buys nothing else. */
export function priceNeeds(lines: readonly OwnPrice[]): PriceNeed[] {
  const sums = new Map<string, number>();
  for (const { productId, unitPrice, quantity } of lines) {
    const subject = `${productId} ${unitPrice}`;
    sums.set(subject, (sums.get(subject) ?? 0) + lineGross(unitPrice, quantity));
  }
  return [...sums].map(([subject, amount]) => ({ permission: 'pos.price.override', amount, subject }));
}
