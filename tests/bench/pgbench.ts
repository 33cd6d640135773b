import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { bootAt } from '../support/host.js';
import { freshPlace } from '../support/databases.js';
import { freshPostgres } from '../support/postgres.js';
import type { BenchOptions } from './main.js';

const find = (): string | undefined => {
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').map(v => `/usr/lib/postgresql/${v}/bin/pgbench`) : [];
  return ['/usr/bin/pgbench', '/usr/local/bin/pgbench', ...versions].find(p => existsSync(p));
};

const script = (pick: string): string => `
\\set a ${pick}
\\set b random(3334, 6666)
\\set c random(6667, 10000)
\\set t random(1, 8)
BEGIN;
SELECT product_id, on_hand FROM stock WHERE product_id IN (:a, :b, :c) ORDER BY product_id FOR UPDATE;
UPDATE stock SET on_hand = on_hand - 1000 WHERE product_id IN (:a, :b, :c);
WITH n AS (UPDATE counters SET sequence = sequence + 1 WHERE terminal_id = :client_id RETURNING sequence),
     s AS (INSERT INTO sales (id, terminal_id, sequence, total) SELECT gen_random_uuid(), :client_id, sequence, 300 FROM n RETURNING id),
     l AS (INSERT INTO lines (id, sale_id, product_id, quantity, total) SELECT gen_random_uuid(), s.id, p, 1000, 100 FROM s, (VALUES (:a::bigint), (:b::bigint), (:c::bigint)) v (p)),
     m AS (INSERT INTO movements (id, product_id, quantity, sale_id) SELECT gen_random_uuid(), p, -1000, s.id FROM s, (VALUES (:a::bigint), (:b::bigint), (:c::bigint)) v (p)),
     q AS (INSERT INTO payments (id, sale_id, amount) SELECT gen_random_uuid(), id, 300 FROM s)
INSERT INTO outbox (id, sale_id, payload) SELECT gen_random_uuid(), id, '{}' FROM s;
COMMIT;
`;

/** The same three statements on the product's own tables, with their columns, keys and indexes. */
const ownScript = (pick: string): string => {
  const id = (name: string): string => `lpad(to_hex(:${name}::bigint), 32, '0')::uuid`;
  const goods = `(VALUES (1, ${id('a')}), (2, ${id('b')}), (3, ${id('c')})) v (n, p)`;
  return `
\\set a ${pick}
\\set b random(3334, 6666)
\\set c random(6667, 10000)
BEGIN;
SELECT product_id, on_hand, reserved, floor, warn_at, critical FROM stok_bakiyeleri WHERE warehouse_id = ${OWN} AND product_id IN (${id('a')}, ${id('b')}, ${id('c')}) ORDER BY product_id FOR UPDATE;
UPDATE stok_bakiyeleri SET on_hand = on_hand - 1000 WHERE warehouse_id = ${OWN} AND product_id IN (${id('a')}, ${id('b')}, ${id('c')});
WITH n AS (UPDATE pos_sayaclari SET sequence = sequence + 1, hash = repeat('f', 64) WHERE terminal_id = lpad(to_hex(:client_id::bigint), 32, '0')::uuid RETURNING terminal_id, sequence),
     s AS (INSERT INTO pos_satislar (id, firm_id, store_id, terminal_id, cashier_id, kind, state, sequence, receipt_no, sold_at, note, subtotal, discount_total, vat_total, total, paid, change, warnings, request_hash, previous_hash, hash)
           SELECT gen_random_uuid(), ${OWN}, ${OWN}, terminal_id, ${OWN}, 'sale', 'completed', sequence, 'M1-K1-' || sequence, now(), '', 300, 0, 27, 300, 300, 0, '[]', repeat('f', 64), repeat('f', 64), repeat('f', 64) FROM n RETURNING id),
     l AS (INSERT INTO pos_satis_satirlari (sale_id, line_no, id, firm_id, store_id, product_id, barcode, name, unit, quantity, unit_price, gross, discount_amount, vat_rate, vat_amount, total)
           SELECT s.id, n, gen_random_uuid(), ${OWN}, ${OWN}, p, '8690000000000', 'Ürün 1234 deneme çeşidi', 'piece', 1000, 100, 100, 0, 10, 9, 100 FROM s, ${goods}),
     m AS (INSERT INTO stok_hareketleri (id, firm_id, store_id, product_id, warehouse_id, quantity, type, ref_type, ref_id, user_id, created_at)
           SELECT gen_random_uuid(), ${OWN}, ${OWN}, p, ${OWN}, -1000, 'sale', 'pos.sale', s.id, ${OWN}, now() FROM s, ${goods}),
     q AS (INSERT INTO odeme_kayitlari (sale_id, payment_no, id, firm_id, store_id, method, amount) SELECT id, 1, gen_random_uuid(), ${OWN}, ${OWN}, 'cash', 300 FROM s)
INSERT INTO cikis_kutusu (id, firm_id, store_id, terminal_id, user_id, topic, subscriber, aggregate, payload, state, due_at, created_at)
  SELECT gen_random_uuid(), ${OWN}, '', '', '', 'pos.sale.completed', 'bench', id, to_jsonb(repeat('x', 900)), 'ready', now(), now() FROM s;
COMMIT;
`;
};
const OWN = "'00000000-0000-7000-8000-000000000001'::uuid";

async function ownTables(): Promise<string> {
  const place = await freshPlace('postgres');
  const { host } = await bootAt(place, undefined, { jobs: false });
  await host.stop();
  const client = new pg.Client(place.databaseUrl);
  await client.connect();
  await client.query(`
    INSERT INTO stok_bakiyeleri (product_id, warehouse_id, firm_id, store_id, on_hand, reserved) SELECT lpad(to_hex(i), 32, '0')::uuid, ${OWN}, ${OWN}, ${OWN}, 900000000, 0 FROM generate_series(1, 10000) i;
    INSERT INTO pos_sayaclari (terminal_id, store_id, firm_id, sequence, hash) SELECT lpad(to_hex(i), 32, '0')::uuid, ${OWN}, ${OWN}, i * 10000000, '' FROM generate_series(0, 7) i;
    ANALYZE`);
  await client.end();
  return place.databaseUrl!;
}

async function narrowTables(): Promise<string> {
  const url = await freshPostgres();
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`
    CREATE TABLE stock (product_id bigint PRIMARY KEY, on_hand bigint NOT NULL);
    CREATE TABLE counters (terminal_id bigint PRIMARY KEY, sequence bigint NOT NULL);
    CREATE TABLE sales (id uuid PRIMARY KEY, terminal_id bigint NOT NULL, sequence bigint NOT NULL, total bigint NOT NULL, UNIQUE (terminal_id, sequence));
    CREATE TABLE lines (id uuid PRIMARY KEY, sale_id uuid NOT NULL, product_id bigint NOT NULL, quantity bigint NOT NULL, total bigint NOT NULL);
    CREATE TABLE movements (id uuid PRIMARY KEY, product_id bigint NOT NULL, quantity bigint NOT NULL, sale_id uuid NOT NULL);
    CREATE TABLE payments (id uuid PRIMARY KEY, sale_id uuid NOT NULL, amount bigint NOT NULL);
    CREATE TABLE outbox (id uuid PRIMARY KEY, sale_id uuid NOT NULL, payload jsonb NOT NULL);
    INSERT INTO stock SELECT i, 900000000 FROM generate_series(1, 10000) i;
    INSERT INTO counters SELECT i, 0 FROM generate_series(0, 7) i;`);
  await client.end();
  return url;
}

/** What PostgreSQL itself does with a checkout, as sales per second. */
export interface Floors {
  /** On the narrowest tables that could hold one. */
  narrow(shape: Shape, clients: number, seconds: number): number;
  /** On the tables of the product, with their columns, keys and indexes. */
  own(shape: Shape, clients: number, seconds: number): number;
}
export type Shape = 'uniform' | 'hot';

/** Undefined where there is no pgbench. */
export async function makeFloors(): Promise<Floors | undefined> {
  const program = find();
  if (!program) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'sontechsp-pgbench-'));
  const [narrow, own] = [await narrowTables(), await ownTables()];
  function run(url: string, text: (pick: string) => string, shape: Shape, clients: number, seconds: number): number {
    const file = join(folder, 'checkout.sql');
    writeFileSync(file, text(shape === 'hot' ? '1' : 'random(1, 3333)'));
    const { stdout, stderr } = spawnSync(program!, ['-n', '-M', 'prepared', '-c', String(clients), '-j', '2', '-T', String(seconds), '-f', file, url], { encoding: 'utf8' });
    const perSecond = Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
    if (Number.isNaN(perSecond)) throw new Error(`pgbench: ${stderr.slice(0, 300)}`);
    return perSecond;
  }
  return {
    narrow: (shape, clients, seconds) => run(narrow, script, shape, clients, seconds),
    own: (shape, clients, seconds) => run(own, ownScript, shape, clients, seconds),
  };
}

/** The floor of performance.md: what PostgreSQL does when pgbench sends a checkout as three multi-row statements. */
export async function pgbenchFloor({ table, seconds }: BenchOptions): Promise<void> {
  const floors = await makeFloors();
  if (!floors) return void table.add({ what: 'pgbench, three multi-row statements', unit: '/s', value: undefined, note: 'pgbench was not found on this machine' });
  for (const [which, name] of [['narrow', 'floor: pgbench, three multi-row statements'], ['own', "floor: the same on the product's own tables"]] as const) {
    for (const shape of ['uniform', 'hot'] as const) {
      for (const clients of [1, 8]) table.add({ what: `${name}, ${shape}, ${clients} clients`, unit: '/s', value: floors[which](shape, clients, seconds) });
    }
  }
}
