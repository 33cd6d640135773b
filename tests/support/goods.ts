import { randomInt } from 'node:crypto';
import type { Client } from './client.js';

export interface Good {
  readonly id: string;
  readonly barcode: string;
  readonly price: number;
}

/** A barcode no other test has, of a length whose check digit nobody verifies. */
export const anyBarcode = (): string => `X${Date.now().toString(36)}${randomInt(1e9).toString(36)}`.toUpperCase();

/** Makes a product, with stock where `onHand` says so. */
export async function makeGood(admin: Client, options: { warehouseId?: string; onHand?: number; price?: number; vatRate?: number; name?: string; unit?: 'piece' | 'kg' } = {}): Promise<Good> {
  const barcode = anyBarcode();
  const price = options.price ?? 1000;
  const made = await admin.post('/api/katalog/products', {
    name: options.name ?? `Ürün ${barcode}`, barcodes: [{ code: barcode }], vatRate: options.vatRate ?? 10, price, unit: options.unit ?? 'piece',
  });
  if (made.status !== 201) throw new Error(`No product: ${made.text}`);
  if (options.onHand !== undefined && options.onHand !== 0) {
    const moved = await admin.post('/api/stock/movements', { productId: made.body.id, warehouseId: options.warehouseId, type: 'adjust', quantity: options.onHand, reason: 'test' });
    if (moved.status !== 201) throw new Error(`No stock: ${moved.text}`);
  }
  return { id: made.body.id, barcode, price };
}

/** What a warehouse holds of a product. */
export async function onHand(admin: Client, good: Good): Promise<number | undefined> {
  const { body } = await admin.get(`/api/stock/balances?productId=${good.id}`);
  return body.items[0]?.onHand;
}

/** A sale of these goods paid in cash, exactly. */
export function cashSale(lines: readonly { good: Good; quantity: number }[], extra: Record<string, unknown> = {}) {
  const total = lines.reduce((sum, l) => sum + Math.round(l.good.price * l.quantity), 0);
  return { lines: lines.map(l => ({ productId: l.good.id, quantity: l.quantity })), payments: [{ method: 'cash', amount: total }], ...extra };
}
