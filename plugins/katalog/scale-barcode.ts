import { mulDiv } from '@sontechsp/sdk';
import { hasCheckDigit } from './ean.js';

/** How the labels of one prefix are read: prefix (2 digits), item, value, check digit, 13 digits in all. */
export interface ScaleRule {
  /** `20` … `29`. */
  readonly prefix: string;
  readonly kind: 'weight' | 'price';
  /** Digits of the item; the value has the rest, 10 − `itemLength`. */
  readonly itemLength: number;
  /** Of the value, in kilograms or in the firm's currency: 3 are grams, 2 are kuruş. */
  readonly decimals: number;
  /** Whether the last digit is verified. Where it is not it may be missing, as some scanners and labels leave it out. */
  readonly checkDigit: boolean;
}

/** What a label of the shop's own scale says. */
export interface ScaleBarcode {
  /** Prefix and item, which the product carries as its barcode. */
  readonly itemCode: string;
  readonly kind: 'grams' | 'total';
  /** Grams, or kuruş. Zero on a label printed with an empty pan. */
  readonly value: number;
}

/** Reads scale labels by the rules of a firm. */
export interface ScaleReader {
  /** Undefined for any other code, and for one with a wrong check digit. */
  parse(code: string): ScaleBarcode | undefined;
  /** Whether this is prefix and item of a label: what a product carries, whatever its last digit. */
  isItemCode(code: string): boolean;
}
export function scaleReader(rules: readonly ScaleRule[]): ScaleReader {
  const byPrefix = new Map(rules.map(rule => [rule.prefix, rule]));
  return {
    parse(code) {
      const rule = mayBeScaleBarcode(code) ? byPrefix.get(code.slice(0, 2)) : undefined;
      if (!rule || (rule.checkDigit && (code.length !== 13 || !hasCheckDigit(code)))) return undefined;
      const end = 2 + rule.itemLength;
      const units = Number(code.slice(end, 12));
      const weight = rule.kind === 'weight';
      return { itemCode: code.slice(0, end), kind: weight ? 'grams' : 'total', value: mulDiv(units, weight ? 1000 : 100, 10 ** rule.decimals) };
    },
    isItemCode(code) {
      const rule = byPrefix.get(code.slice(0, 2));
      return rule !== undefined && /^\d+$/.test(code) && code.length === 2 + rule.itemLength;
    },
  };
}

/** Codes that some firm's rules could read as a label: what they mean depends on the settings, so nothing else may be known of them. */
export const mayBeScaleBarcode = (code: string): boolean => /^2\d{11,12}$/.test(code);

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
