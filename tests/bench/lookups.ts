import sqlite3 from 'sqlite3';
import pg from 'pg';
import { join } from 'node:path';
import { freshPlace, type Kind, type Place } from '../support/databases.js';
import { startHost } from '../support/process.js';
import { keptClient } from './http.js';
import type { BenchOptions } from './main.js';
import { load, type Measured } from './measure.js';
import { importCsv, makeShop } from './shop.js';

const CLIENTS = 8;
/** Lines of one file: an upload has a limit. */
const FILE = 100_000;
/** Within which searches by name are to answer, where there are 1,000,000 products. */
const SEARCH_GOAL: Record<Kind, string> = { postgres: 'p95 ≤ 50', sqlite: 'p95 ≤ 100' };

const code = (n: number): string => `98${String(n).padStart(9, '0')}`;
const line = (n: number): string => `${code(n)},Çeşit ${n} ürün ${(n * 7919) % 1000},Kategori ${n % 40},10,${1 + (n % 500)}.90,0.50,adet,${n % 300}`;

/** Lookups by barcode, searches by name and lists among many products, beside the same lookup as a query with nothing around it. */
export async function lookups({ table, seconds, rows, kinds }: BenchOptions): Promise<void> {
  const any = (): number => Math.floor(Math.random() * rows);
  for (const kind of kinds) {
    const place = await freshPlace(kind);
    const running = await startHost(place);
    const { admin } = await makeShop(running.url, 100, 1);
    for (let from = 0; from < rows; from += FILE) {
      const lines = Array.from({ length: Math.min(FILE, rows - from) }, (_, at) => line(from + at));
      await importCsv(admin, ['barkod,ad,kategori,kdv_orani,satis_fiyati,alis_fiyati,birim,stok', ...lines].join('\n'));
    }
    const categoryId = (await admin.get('/api/katalog/categories?limit=1')).body.items[0].id as string;

    const http = keptClient(running.url, CLIENTS);
    const get = (path: string) => async (): Promise<boolean> => await http.call('GET', path, admin.token!) === 200;
    const raw = await rawLookups(place, CLIENTS, seconds, () => code(any()));
    table.load(`${kind} barcode of ${rows}, the query alone, ${CLIENTS} clients`, raw);
    for (const clients of [1, CLIENTS]) {
      const looked = await load(clients, seconds, () => get(`/api/katalog/lookup/${code(any())}`)());
      table.load(`${kind} barcode of ${rows} over HTTP, ${clients} clients`, looked);
      if (clients > 1) table.add({ what: `${kind} lookups over HTTP / the query alone`, unit: '×', value: looked.perSecond / raw.perSecond, goal: '≥ 0.5, p99 ≤ 5 ms' });
    }
    const calls: Record<string, () => string> = {
      'search by the beginning of two words': () => `q=${encodeURIComponent(`urun çeşit ${any()}`)}`,
      'search by the middle of a word': () => `q=${encodeURIComponent(`rün ${any() % 1000}`)}`,
      'search that finds nearly all': () => `q=${encodeURIComponent('eşit')}`,
      'list by name': () => 'sort=name',
      'list by newest': () => 'sort=-createdAt',
      'list of a category': () => `categoryId=${categoryId}`,
    };
    for (const [name, query] of Object.entries(calls)) {
      const measured = await load(1, seconds / 2, () => get(`/api/katalog/products?limit=20&${query()}`)());
      table.load(`${kind} ${name}, ${rows} products`, measured, name.startsWith('search') ? SEARCH_GOAL[kind] : 'p95 ≤ 100');
    }
    http.close();
    await running.stop();
  }
}

/** What one indexed query gives, prepared and from as many connections as there are clients. */
async function rawLookups(place: Place, clients: number, seconds: number, pick: () => string): Promise<Measured> {
  const sql = (mark: string): string => `SELECT p.id, p.sku, p.name, p.unit, p.price, p.cost, p.vat_rate, p.category_id, b.code, b.quantity
    FROM urun_barkodlari b JOIN urunler p ON p.id = b.product_id WHERE b.firm_id = (SELECT id FROM firmalar LIMIT 1) AND b.code = ${mark}`;
  if (place.kind === 'postgres') {
    const connections = await Promise.all(Array.from({ length: clients }, async () => {
      const connection = new pg.Client({ connectionString: place.databaseUrl, options: '-c random_page_cost=1.1' });
      await connection.connect();
      return connection;
    }));
    const measured = await load(clients, seconds, async client => (await connections[client]!.query({ name: 'lookup', text: sql('$1'), values: [pick()] })).rowCount === 1);
    await Promise.all(connections.map(connection => connection.end()));
    return measured;
  }
  const connections = await Promise.all(Array.from({ length: clients }, () => new Promise<sqlite3.Database>((resolve, reject) => {
    const opened = new sqlite3.Database(join(place.dataFolder, 'sontechsp.sqlite'), sqlite3.OPEN_READONLY, error => (error ? reject(error) : resolve(opened)));
  })));
  const statements = connections.map(connection => connection.prepare(sql('?')));
  const measured = await load(clients, seconds, client => new Promise(resolve => statements[client]!.all(pick(), (error, found) => resolve(!error && found.length === 1))));
  await Promise.all(statements.map(statement => new Promise(resolve => statement.finalize(resolve))));
  await Promise.all(connections.map(connection => new Promise(resolve => connection.close(resolve))));
  return measured;
}
