/** A product as the API gives it. Money in kuruş; `cost` only for those who may see it. */
export interface Product {
  readonly id: string;
  readonly name: string;
  readonly sku: string | null;
  readonly barcodes: readonly { readonly code: string; readonly quantity: number }[];
  readonly categoryId: string | null;
  readonly vatRate: number;
  readonly price: number;
  readonly cost?: number | null;
  readonly unit: 'piece' | 'kg';
  readonly archivedAt: string | null;
}
export interface Category {
  readonly id: string;
  readonly name: string;
}
export const vatRates = [0, 1, 10, 20] as const;
