import { mulDiv } from '@sontechsp/sdk';
import { hasCheckDigit } from './ean.js';

/** What a label of the shop's own scale says: 13 digits, prefix `27`/`28` (grams) or `29` (kuruş), item, value, check digit. */
export interface ScaleBarcode {
  /** The first seven digits, which the product carries as its barcode. */
  readonly itemCode: string;
  readonly kind: 'grams' | 'total';
  /** Grams, or kuruş. Zero on a label printed with an empty pan. */
  readonly value: number;
}

/** Reads a scale label; undefined for any other code, and for one with a wrong check digit. */
export function parseScaleBarcode(code: string): ScaleBarcode | undefined {
  if (!/^2[789]\d{11}$/.test(code) || !hasCheckDigit(code)) return undefined;
  return { itemCode: code.slice(0, 7), kind: code[1] === '9' ? 'total' : 'grams', value: Number(code.slice(7, 12)) };
}

/** What one scan of a label means for its product. */
export interface ScaleReading {
  /** Thousandths of the product's unit. */
  readonly quantity: number;
  /** Kuruş the label charges; undefined on labels that carry a weight. */
  readonly total: number | undefined;
}

/** Undefined when the label names nothing that can be sold: no weight, no money, or money for what costs nothing. */
export function readScaleBarcode(label: ScaleBarcode, unitPrice: number): ScaleReading | undefined {
  if (label.value === 0) return undefined;
  if (label.kind === 'grams') return { quantity: label.value, total: undefined };
  if (unitPrice === 0) return undefined;
  return { quantity: Math.max(1, mulDiv(label.value, 1000, unitPrice)), total: label.value };
}
