import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { load, type Measured } from './measure.js';

interface Product { product_id: string; price: number }

/** Names each text once, so that the server plans it once per connection. */
const names = new Map<string, string>();
const named = (text: string, values: unknown[]): pg.QueryConfig => {
  if (!names.has(text)) names.set(text, `s${names.size}`);
  return { name: names.get(text)!, text, values };
};
const tuples = (rows: number, columns: number): string =>
  Array.from({ length: rows }, (_, r) => `(${Array.from({ length: columns }, (_, c) => `$${r * columns + c + 1}`).join(',')})`).join(',');
const insert = (table: string, rows: readonly Record<string, unknown>[]): pg.QueryConfig => {
  const columns = Object.keys(rows[0]!);
  return named(`INSERT INTO ${table} (${columns.join(',')}) VALUES ${tuples(rows.length, columns.length)}`, rows.flatMap(r => columns.map(c => r[c])));
};

/**
 * The statements of a checkout straight through `pg` in pipeline mode, on the product's own tables and indexes: a read of the
 * goods, one flight that locks, one that writes and commits. No pricing, no validation, no HTTP.
 */
export async function rawCheckouts(url: string, clients: number, seconds: number, pick: () => number[]): Promise<Measured> {
  const pool = new pg.Pool({ connectionString: url, max: clients, pipeline: true } as pg.PoolConfig);
  pool.on('error', () => undefined);
  const { rows: goods } = await pool.query<Product & { warehouse_id: string; firm_id: string; store_id: string }>(
    'SELECT b.product_id, b.warehouse_id, b.firm_id, b.store_id, p.price::int AS price FROM stok_bakiyeleri b JOIN urunler p ON p.id = b.product_id ORDER BY p.name');
  const at = goods[0]!;
  const tills = Array.from({ length: clients }, () => randomUUID());
  for (const till of tills) {
    await pool.query('INSERT INTO pos_sayaclari (terminal_id, store_id, firm_id, sequence, hash) VALUES ($1, $2, $3, $4, $5)', [till, at.store_id, at.firm_id, 1_000_000_000 * (tills.indexOf(till) + 1), '']);
  }
  const connections = await Promise.all(tills.map(() => pool.connect()));

  async function checkout(client: number): Promise<boolean> {
    const db = connections[client]!;
    const lines = [...new Set(pick())].map(i => goods[i]!).sort((a, b) => (a.product_id < b.product_id ? -1 : 1));
    const ids = lines.map(l => l.product_id);
    const marks = (from: number) => ids.map((_, i) => `$${i + from}`).join(',');
    await db.query(named(`SELECT p.id, p.sku, p.name, p.unit, p.price, p.cost, p.vat_rate, p.category_id FROM urunler p WHERE p.firm_id = $1 AND p.archived_at IS NULL AND p.id IN (${marks(2)})`, [at.firm_id, ...ids]));
    const [, counter, , stock] = await Promise.all([
      db.query('BEGIN'),
      db.query<{ sequence: string; hash: string }>(named('SELECT sequence, hash FROM pos_sayaclari WHERE terminal_id = $1 FOR UPDATE', [tills[client]])),
      db.query(named('SELECT version FROM surumler', [])),
      db.query<{ product_id: string; on_hand: string }>(named(`SELECT product_id, on_hand, reserved, floor, warn_at, critical FROM stok_bakiyeleri WHERE warehouse_id = $1 AND product_id IN (${marks(2)}) ORDER BY product_id FOR UPDATE`, [at.warehouse_id, ...ids])),
    ]);
    const sale = randomUUID();
    const now = new Date().toISOString();
    const sequence = Number(counter.rows[0]!.sequence) + 1;
    const total = lines.reduce((sum, l) => sum + l.price, 0);
    const own = { firm_id: at.firm_id, store_id: at.store_id };
    await Promise.all([
      db.query(named(`UPDATE stok_bakiyeleri SET on_hand = CASE product_id ${ids.map((_, i) => `WHEN $${i * 2 + 2} THEN $${i * 2 + 3}::bigint`).join(' ')} ELSE on_hand END WHERE warehouse_id = $1 AND product_id IN (${ids.map((_, i) => `$${i * 2 + 2}`).join(',')})`,
        [at.warehouse_id, ...stock.rows.flatMap(r => [r.product_id, Number(r.on_hand) - 1000])])),
      db.query(insert('stok_hareketleri', lines.map(l => ({ id: randomUUID(), ...own, product_id: l.product_id, warehouse_id: at.warehouse_id, quantity: -1000, type: 'sale', ref_type: 'pos.sale', ref_id: sale, user_id: at.firm_id, created_at: now })))),
      db.query(named('UPDATE pos_sayaclari SET sequence = $2, hash = $3 WHERE terminal_id = $1', [tills[client], sequence, sale])),
      db.query(insert('pos_satislar', [{ id: sale, ...own, terminal_id: tills[client], cashier_id: at.firm_id, kind: 'sale', state: 'completed', sequence, receipt_no: `R-${sequence}`, sold_at: now, note: '', subtotal: total, discount_total: 0, vat_total: 0, total, paid: total, change: 0, warnings: '[]', request_hash: sale, previous_hash: '', hash: sale }])),
      db.query(insert('pos_satis_satirlari', lines.map((l, i) => ({ sale_id: sale, line_no: i + 1, id: randomUUID(), ...own, product_id: l.product_id, name: 'x', unit: 'piece', quantity: 1000, unit_price: l.price, gross: l.price, discount_amount: 0, vat_rate: 10, vat_amount: 0, total: l.price })))),
      db.query(insert('odeme_kayitlari', [{ sale_id: sale, payment_no: 1, id: randomUUID(), ...own, method: 'cash', amount: total }])),
      db.query(insert('cikis_kutusu', [{ id: randomUUID(), ...own, terminal_id: tills[client], user_id: at.firm_id, topic: 'bench', subscriber: 'bench', aggregate: sale, payload: '{}', state: 'done', attempts: 0, created_at: now, done_at: now }])),
      db.query('COMMIT'),
    ]);
    return true;
  }
  try {
    return await load(clients, seconds, checkout);
  } finally {
    connections.forEach(c => c.release());
    // What was written past the product's rules is taken out again.
    for (const [table, column] of [['stok_hareketleri', 'user_id'], ['pos_satislar', 'cashier_id']] as const) await pool.query(`DELETE FROM ${table} WHERE ${column} = $1`, [at.firm_id]);
    await pool.end();
  }
}
