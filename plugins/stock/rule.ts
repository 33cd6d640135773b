import { fromThousandths, type Refusal } from '@sontechsp/sdk';
import { errors } from './errors.js';

/** What a sale finds on its shelf; everything in thousandths. */
export interface Shelf {
  readonly onHand: number;
  readonly floor: number;
  readonly warnAt: number;
}
export interface StockWarning {
  readonly code: 'stock.zero' | 'stock.negative';
  readonly productId: string;
  /** What the sale leaves, in units. */
  readonly onHand: number;
}

/** Refusal of a sale that would leave less than the floor. */
export function refusalFor(productId: string, requested: number, { onHand, floor }: Shelf): Refusal | undefined {
  if (onHand - requested >= floor) return undefined;
  return errors('stock.insufficient', {
    productId, onHand: fromThousandths(onHand), requested: fromThousandths(requested), floor: fromThousandths(floor),
  });
}

/** Warning of a sale that leaves no more than the warning level. */
export function warningFor(productId: string, requested: number, { onHand, warnAt }: Shelf): StockWarning | undefined {
  const left = onHand - requested;
  if (left > warnAt) return undefined;
  return { code: left < 0 ? 'stock.negative' : 'stock.zero', productId, onHand: fromThousandths(left) };
}

/** What a basket takes of each product, in the order of its lines. */
export function mergeLines(lines: readonly { readonly productId: string; readonly quantity: number }[]): Map<string, number> {
  const taken = new Map<string, number>();
  for (const { productId, quantity } of lines) taken.set(productId, (taken.get(productId) ?? 0) + quantity);
  return taken;
}
