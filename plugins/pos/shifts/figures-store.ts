import type { Queries } from '@sontechsp/sdk';
import { expectedCash, figuresOf, type KindRow, type MethodRow, type MovedRow, type RateRow } from './figures.js';
import type { CashFigures, Figures } from './schemas.js';

/** The receipts of a shift by their place in the terminal's sequence: those after `after`, up to `upTo`. */
export interface Span {
  readonly shiftId: string;
  readonly storeId: string;
  readonly terminalId: string;
  readonly after: number;
  readonly upTo: number;
  readonly openingCash: number;
}
const receipts = 's.store_id = $1 AND s.terminal_id = $2 AND s.sequence > $3 AND s.sequence <= $4';
const placeOf = ({ storeId, terminalId, after, upTo }: Span): (string | number)[] => [storeId, terminalId, after, upTo];
const sum = (expression: string, name: string): string => `CAST(COALESCE(SUM(${expression}), 0) AS BIGINT) AS ${name}`;

/** All a report says of a shift, worked out from its rows alone. Rows of refunds carry their minus signs. */
export async function readFigures(db: Queries, span: Span): Promise<Figures> {
  const place = placeOf(span);
  const [kinds, ends, payments, vat, moved] = await Promise.all([
    db.query<KindRow>(`
      SELECT COALESCE(s.refund_type, s.kind) AS type, CAST(COUNT(*) AS BIGINT) AS count, ${sum('s.subtotal', 'subtotal')}, ${sum('s.discount_total', 'discounts')},
             ${sum('CASE WHEN s.discount_total <> 0 THEN 1 ELSE 0 END', 'discounted')}, ${sum('s.vat_total', 'vat')}, ${sum('s.total', 'total')},
             ${sum('s.rounding', 'rounding')}, ${sum('s.change', 'change')}
        FROM pos_satislar s WHERE ${receipts} GROUP BY COALESCE(s.refund_type, s.kind)`, place),
    db.query<{ receipt_no: string; sequence: number }>(`
      SELECT s.receipt_no, s.sequence FROM pos_satislar s WHERE ${receipts} AND s.sequence IN (
        SELECT MIN(s.sequence) FROM pos_satislar s WHERE ${receipts} UNION SELECT MAX(s.sequence) FROM pos_satislar s WHERE ${receipts})
       ORDER BY s.sequence`, place),
    db.query<MethodRow>(`
      SELECT s.kind, p.method, CAST(COUNT(*) AS BIGINT) AS count, ${sum('p.amount', 'amount')}
        FROM pos_satislar s JOIN odeme_kayitlari p ON p.sale_id = s.id
       WHERE ${receipts} AND p.method <> 'rounding' GROUP BY s.kind, p.method ORDER BY p.method, s.kind`, place),
    db.query<RateRow>(`
      SELECT l.vat_rate AS rate, ${sum('l.vat_amount', 'vat')}, ${sum('l.total', 'total')}
        FROM pos_satislar s JOIN pos_satis_satirlari l ON l.sale_id = s.id WHERE ${receipts} GROUP BY l.vat_rate ORDER BY l.vat_rate`, place),
    db.query<MovedRow>(
      `SELECT type, CAST(COUNT(*) AS BIGINT) AS count, ${sum('amount', 'amount')} FROM kasa_hareketleri WHERE shift_id = $1 GROUP BY type`, [span.shiftId]),
  ]);
  return figuresOf(span.openingCash, { kinds, ends: ends.map(row => row.receipt_no), payments, vat, moved });
}
/** What should be in the drawer now, without the rest of a report. */
export async function readCash(db: Queries, span: Span): Promise<CashFigures> {
  const [paid, change, moved] = await Promise.all([
    db.query<{ kind: string; amount: number }>(`
      SELECT s.kind, ${sum('p.amount', 'amount')} FROM pos_satislar s JOIN odeme_kayitlari p ON p.sale_id = s.id
       WHERE ${receipts} AND p.method = 'cash' GROUP BY s.kind`, placeOf(span)),
    db.first<{ change: number }>(`SELECT ${sum('s.change', 'change')} FROM pos_satislar s WHERE ${receipts}`, placeOf(span)),
    db.query<{ type: string; amount: number }>(`SELECT type, ${sum('amount', 'amount')} FROM kasa_hareketleri WHERE shift_id = $1 GROUP BY type`, [span.shiftId]),
  ]);
  const of = (kind: string): number => paid.find(row => row.kind === kind)?.amount ?? 0;
  const movedBy = (type: string): number => moved.find(row => row.type === type)?.amount ?? 0;
  const cash = { opening: span.openingCash, sales: of('sale'), change: change!.change, refunds: 0 - of('refund'), in: movedBy('in'), out: movedBy('out') };
  return { ...cash, expected: expectedCash(cash) };
}
