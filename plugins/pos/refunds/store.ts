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
  return (await tx.first<{ count: number }>('SELECT CAST(COUNT(*) AS BIGINT) AS count FROM pos_satislar WHERE refund_of = $1', [id]))!.count;
}

/** In one statement, so that lines and tenders are of the same moment. */
export async function readEarlier(db: Queries, saleId: string): Promise<Earlier> {
  const rows = await db.query<{ what: 'count' | 'line' | 'tender'; name: string; quantity: number; total: number; vat: number; discount: number }>(`
    SELECT 'count' AS what, '' AS name, CAST(COUNT(*) AS BIGINT) AS quantity, CAST(0 AS BIGINT) AS total, CAST(0 AS BIGINT) AS vat, CAST(0 AS BIGINT) AS discount
      FROM pos_satislar WHERE refund_of = $1
    UNION ALL
    SELECT 'line', CAST(l.refund_of_line AS TEXT), CAST(SUM(-l.quantity) AS BIGINT), CAST(SUM(-l.total) AS BIGINT), CAST(SUM(-l.vat_amount) AS BIGINT), CAST(SUM(-l.discount_amount) AS BIGINT)
      FROM pos_satislar s JOIN pos_satis_satirlari l ON l.sale_id = s.id WHERE s.refund_of = $1 GROUP BY l.refund_of_line
    UNION ALL
    SELECT 'tender', p.method, CAST(0 AS BIGINT), CAST(SUM(p.amount) AS BIGINT), CAST(0 AS BIGINT), CAST(0 AS BIGINT)
      FROM pos_satislar s JOIN odeme_kayitlari p ON p.sale_id = s.id WHERE s.refund_of = $1 GROUP BY p.method`, [saleId]);
  const of = (what: string) => rows.filter(row => row.what === what);
  return {
    count: of('count')[0]!.quantity,
    lines: new Map(of('line').map(row => [row.name, { quantity: row.quantity, total: row.total, vatAmount: row.vat, discountAmount: row.discount }])),
    tenders: new Map(of('tender').map(row => [row.name, row.total])),
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
