import { randomUUID } from 'node:crypto';
import { openDatabase } from '../../host/database/open.js';
import { createIds } from '../../host/ids.js';
import type { ResolvedItem } from '../../plugins/katalog/contract.js';
import { expectEdition } from '../../plugins/katalog/lookup/store.js';
import { insertSale, moveCounterFrom, type Counter, type StoredSale } from '../../plugins/pos/store.js';
import { insertMovements, takeFromPlenty } from '../../plugins/stock/store.js';
import type { Place } from '../support/databases.js';
import { silent } from '../database/place.js';
import { load, type Measured } from './measure.js';

/**
 * The statements of a sale alone, on the product's own tables and indexes and in as many round trips: what is expected, what is
 * taken and what is written, straight from the stores. No pricing, no hooks, no validation, no HTTP.
 */
export async function rawCheckouts(place: Place, clients: number, seconds: number, pick: () => number[]): Promise<Measured> {
  const db = await openDatabase({ ...place, log: silent });
  const ids = createIds();
  const goods = await db.query<ResolvedItem & { warehouseId: string; firmId: string; storeId: string }>(
    `SELECT s.product_id AS "productId", s.warehouse_id AS "warehouseId", s.firm_id AS "firmId", s.store_id AS "storeId", p.sku, p.name, p.unit, p.price, p.cost, p.vat_rate AS "vatRate",
            p.category_id AS "categoryId", b.code AS barcode, b.quantity AS "barcodeQuantity"
       FROM stok_bakiyeleri s JOIN urunler p ON p.id = s.product_id JOIN urun_barkodlari b ON b.product_id = p.id ORDER BY b.code`);
  const { warehouseId, firmId: firm_id, storeId: store_id } = goods[0]!;
  const own = { firm_id, store_id };
  const edition = (await db.first<{ edition: number }>('SELECT edition FROM katalog_surumleri WHERE firm_id = $1', [firm_id]))?.edition ?? 0;
  // Written past the rules of the product, so under a cashier nobody is, and taken out again.
  const nobody = randomUUID();
  const tills = Array.from({ length: clients }, (_, at) => ({ id: randomUUID(), counter: { sequence: 1_000_000_000 * (at + 1), hash: '', shift_id: null, shift_cashier_id: null } as Counter }));
  await db.transaction(async tx => {
    for (const { id, counter } of tills) tx.later('INSERT INTO pos_sayaclari (terminal_id, store_id, firm_id, sequence, hash) VALUES ($1, $2, $3, $4, $5)', [id, store_id, firm_id, counter.sequence, '']);
  });

  async function checkout(client: number): Promise<boolean> {
    const till = tills[client]!;
    const lines = [...new Set(pick())].map(at => goods[at]!).sort((a, b) => (a.productId < b.productId ? -1 : 1));
    const total = lines.reduce((sum, line) => sum + line.price, 0);
    const [sale, now, sequence] = [ids.next(), new Date().toISOString(), till.counter.sequence + 1];
    const hash = sale.repeat(2).slice(0, 64);
    const written: StoredSale = {
      sale: {
        id: sale, ...own, terminal_id: till.id, cashier_id: nobody, customer_id: null, kind: 'sale', refund_of: null, state: 'completed', sequence, receipt_no: `R-${sequence}`, sold_at: now, note: '',
        subtotal: total, discount_total: 0, vat_total: 0, total, paid: total, change: 0, warnings: [], request_hash: hash, previous_hash: till.counter.hash, hash,
      },
      lines: lines.map((line, at) => ({
        sale_id: sale, line_no: at + 1, id: ids.next(), ...own, product_id: line.productId, barcode: line.barcode, name: line.name, unit: line.unit, quantity: 1000,
        unit_price: line.price, gross: line.price, discount_amount: 0, vat_rate: line.vatRate, vat_amount: 0, total: line.price,
      })),
      payments: [{ sale_id: sale, payment_no: 1, id: ids.next(), ...own, method: 'cash', amount: total, reference: null }],
    };
    await db.transaction(async tx => {
      expectEdition(tx, firm_id, edition);
      moveCounterFrom(tx, till.counter, written.sale);
      takeFromPlenty(tx, warehouseId, lines.map(line => [line.productId, 1000] as const), { warnAt: 0, floor: -5000 });
      insertMovements(tx, lines.map(line => ({
        id: ids.next(), ...own, product_id: line.productId, warehouse_id: warehouseId, quantity: -1000, type: 'sale' as const, ref_type: 'pos.sale', ref_id: sale,
        reason: null, unit_cost: null, user_id: nobody, created_at: now,
      })));
      insertSale(tx, written);
    }, { optimistic: true });
    till.counter = { ...till.counter, sequence, hash };
    return true;
  }
  try {
    return await load(clients, seconds, checkout);
  } finally {
    await db.transaction(async tx => {
      tx.later('DELETE FROM stok_hareketleri WHERE user_id = $1', [nobody]);
      tx.later('DELETE FROM pos_satislar WHERE cashier_id = $1', [nobody]);
    });
    await db.close();
  }
}
