import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
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

/** The floor of performance.md: what PostgreSQL itself does when pgbench sends a checkout as three multi-row statements. */
export async function pgbenchFloor({ table, seconds }: BenchOptions): Promise<void> {
  const program = find();
  if (!program) return void table.add({ what: 'pgbench, three multi-row statements', unit: '/s', value: undefined, note: 'pgbench was not found on this machine' });
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
  const folder = mkdtempSync(join(tmpdir(), 'sontechsp-pgbench-'));
  for (const [shape, pick] of [['uniform', 'random(1, 3333)'], ['hot', '1']] as const) {
    const file = join(folder, `${shape}.sql`);
    writeFileSync(file, script(pick));
    for (const clients of [1, 8]) {
      const run = spawnSync(program, ['-n', '-M', 'prepared', '-c', String(clients), '-j', '2', '-T', String(seconds), '-f', file, url], { encoding: 'utf8' });
      const perSecond = Number(/tps = ([\d.]+)/.exec(run.stdout)?.[1]);
      table.add({ what: `floor: pgbench, three multi-row statements, ${shape}, ${clients} clients`, unit: '/s', value: perSecond, ...(run.status === 0 ? {} : { note: run.stderr.slice(0, 200) }) });
    }
  }
}
