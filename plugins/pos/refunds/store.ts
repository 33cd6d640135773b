import type { Queries, Tx } from '@sontechsp/sdk';
import { withRows, type StoredSale } from '../store.js';
import { sales, type SaleRow } from '../tables.js';
import type { GivenBack } from './rule.js';

/** What went back of a sale so far. */
export interface Earlier {
  /** Refunds are only ever added: as many as before means nothing has changed. */
  readonly count: number;
  /** By line of the sale. */
  readonly lines: ReadonlyMap<string, GivenBack>;
  /** Sums per method as they are stored: negative. */
  readonly tenders: ReadonlyMap<string, number>;
}
/** Locks a sale until the transaction ends: two refunds of it wait for each other here. Resolves to how many it has by now. */
export async function lockSale(tx: Tx, id: string): Promise<number> {
  await tx.query(`SELECT id FROM pos_satislar WHERE id = $1${tx.forUpdate}`, [id]);
  return countRefunds(tx, id);
}
async function countRefunds(db: Queries, saleId: string): Promise<number> {
  return (await db.first<{ count: number }>('SELECT CAST(COUNT(*) AS BIGINT) AS count FROM pos_satislar WHERE refund_of = $1', [saleId]))!.count;
}

export async function readEarlier(db: Queries, saleId: string): Promise<Earlier> {
  // Counted first: what comes in between is noticed under the lock.
  const count = await countRefunds(db, saleId);
  const [lines, tenders] = await Promise.all([
    db.query<{ line_id: string; quantity: number; total: number; vat: number; discount: number }>(`
      SELECT l.refund_of_line AS line_id, CAST(SUM(-l.quantity) AS BIGINT) AS quantity, CAST(SUM(-l.total) AS BIGINT) AS total,
             CAST(SUM(-l.vat_amount) AS BIGINT) AS vat, CAST(SUM(-l.discount_amount) AS BIGINT) AS discount
        FROM pos_satislar s JOIN pos_satis_satirlari l ON l.sale_id = s.id
       WHERE s.refund_of = $1 GROUP BY l.refund_of_line`, [saleId]),
    db.query<{ method: string; amount: number }>(`
      SELECT p.method, CAST(SUM(p.amount) AS BIGINT) AS amount
        FROM pos_satislar s JOIN odeme_kayitlari p ON p.sale_id = s.id
       WHERE s.refund_of = $1 GROUP BY p.method`, [saleId]),
  ]);
  return {
    count,
    lines: new Map(lines.map(row => [row.line_id, { quantity: row.quantity, total: row.total, vatAmount: row.vat, discountAmount: row.discount }])),
    tenders: new Map(tenders.map(row => [row.method, row.amount])),
  };
}

/** The refunds of a sale, the first first. */
export function refundsOf(db: Queries, saleId: string): Promise<SaleRow[]> {
  return db.query('SELECT * FROM pos_satislar WHERE refund_of = $1 ORDER BY sold_at, sequence', [saleId], sales);
}

export function setState(tx: Tx, id: string, state: SaleRow['state']): Promise<number> {
  return tx.update(sales, { id }, { state });
}

/** The sale an exchange was made with: the receipt after its refund. */
export async function saleOfExchange(db: Queries, refund: SaleRow): Promise<StoredSale | undefined> {
  const row = await db.first('SELECT * FROM pos_satislar WHERE store_id = $1 AND terminal_id = $2 AND sequence = $3 AND exchange_of = $4',
    [refund.store_id, refund.terminal_id, refund.sequence + 1, refund.id], sales);
  return row && (await withRows(db, [row]))[0];
}
