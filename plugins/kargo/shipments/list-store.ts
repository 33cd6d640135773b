import { decodeCursor, encodeCursor, keyset, parseSort, toUtc, type Param, type Queries, type Scope } from '@sontechsp/sdk';
import type { AskedMarks } from '../recipients/marks.js';
import { shipments, type ShipmentRow } from '../tables.js';
import type { ShipmentQuery } from '../schemas.js';

export interface ShipmentPage {
  readonly items: ShipmentRow[];
  readonly nextCursor: string | null;
}
/** All but the label the carrier made, which may be long. */
const columns = Object.keys(shipments.columns).filter(name => name !== 'label_data').map(name => `s.${name}`).join(', ');

/** A page of a store's shipments by one order, all or (`late`) only those that are late or not late at `now`. */
async function pageOf(db: Queries, { firmId, storeId }: Scope, query: ShipmentQuery, asked: AskedMarks, now: string, late: boolean | undefined): Promise<ShipmentPage> {
  const params: Param[] = [firmId, storeId];
  const where = ['s.firm_id = $1', 's.store_id = $2'];
  const add = (condition: string, value: Param | undefined): void => {
    if (value !== undefined) where.push(condition.replaceAll('?', () => `$${params.push(value)}`));
  };
  add('s.state = ?', query.state);
  add('s.connection_id = ?', query.connectionId?.toLowerCase());
  add('s.source_id = ?', query.saleId?.toLowerCase());
  add('s.handover_id = ?', query.handoverId?.toLowerCase());
  add('s.created_at >= ?', query.from && toUtc(query.from, '/from'));
  add('s.created_at < ?', query.to && toUtc(query.to, '/to'));
  if (query.handedOver !== undefined) where.push(`s.handed_over_at IS ${query.handedOver === 'true' ? 'NOT ' : ''}NULL`);
  if (late === true) add('s.late_at <= ?', now);
  if (late === false) add('(s.late_at IS NULL OR s.late_at > ?)', now);
  const found = foundBy(asked, value => `$${params.push(value)}`);
  if (found) where.push(found);

  const keys = keyset({
    sort: parseSort(query.sort, { createdAt: 's.created_at', stateAt: 's.state_at', orderNo: 's.order_no' }, '-createdAt'),
    cursor: query.cursor, limit: query.limit, idColumn: 's.id', firstParam: params.length + 1,
  });
  const rows = await db.query(
    `SELECT ${columns} FROM kargo_etiketleri s WHERE ${where.join(' AND ')} AND ${keys.where} ORDER BY ${keys.order} LIMIT ${keys.take}`,
    [...params, ...keys.params], shipments);
  return keys.page(rows.map(row => ({ ...row, label_data: null })));
}

/** Each word in the numbers or by the name, or all of it as a phone; undefined: nothing is asked for. */
function foundBy({ words, phone }: AskedMarks, param: (value: string) => string): string | undefined {
  const marked = (mark: string): string => `s.search_marks LIKE ${param(`%${mark}%`)}`;
  const each = words.map(({ word, marks }) => `(${[`s.search_key LIKE ${param(`%${word.replace(/[!%_]/g, '!$&')}%`)} ESCAPE '!'`, ...marks.map(marked)].join(' OR ')})`);
  if (each.length === 0) return undefined;
  return phone === undefined ? each.join(' AND ') : `((${each.join(' AND ')}) OR ${marked(phone)})`;
}

/**
 * A page of a store's shipments. In the host's own order (no `sort`) the late ones stand first, newest first among themselves,
 * then the rest: two walks along an index each, joined in one cursor that keeps the moment at which they were judged late.
 */
export async function listShipments(db: Queries, scope: Scope, query: ShipmentQuery, asked: AskedMarks, now: string): Promise<ShipmentPage> {
  if (query.late !== undefined || query.sort) return pageOf(db, scope, query, asked, now, query.late === undefined ? undefined : query.late === 'true');
  const [part, since, inner] = query.cursor ? decodeCursor(query.cursor) : ['late', now, null];
  const at = typeof since === 'string' ? since : now;
  const limit = query.limit ?? 50;
  const { cursor: _, ...rest } = query;
  const ask = (late: boolean, from: unknown, take: number): Promise<ShipmentPage> =>
    pageOf(db, scope, { ...rest, limit: take, ...(typeof from === 'string' ? { cursor: from } : {}) }, asked, at, late);
  const next = (late: boolean, cursor: string | null): string => encodeCursor([late ? 'late' : 'rest', at, cursor]);

  if (part !== 'late') {
    const page = await ask(false, inner, limit);
    return { items: page.items, nextCursor: page.nextCursor && next(false, page.nextCursor) };
  }
  const late = await ask(true, inner, limit);
  if (late.nextCursor !== null) return { items: late.items, nextCursor: next(true, late.nextCursor) };
  const others = await ask(false, null, Math.max(1, limit - late.items.length));
  if (late.items.length >= limit) return { items: late.items, nextCursor: others.items.length > 0 ? next(false, null) : null };
  return { items: [...late.items, ...others.items], nextCursor: others.nextCursor && next(false, others.nextCursor) };
}
