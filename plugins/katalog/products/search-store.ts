import { foldWords, type Param, type Queries } from '@sontechsp/sdk';

/** How many matches are gathered before their order is looked at; more are found soon enough by walking the list in order. */
const FEW = 1000;

/** SQL text under construction: each value becomes the next parameter. */
export interface Params {
  readonly values: Param[];
  add(value: Param): string;
}
export const createParams = (...values: Param[]): Params => ({ values, add: value => `$${values.push(value)}` });

export interface Words {
  readonly words: readonly string[];
  /** The whole of `q` when it is one word, which may be a code. */
  readonly code: string | undefined;
}
export function wordsOf(q: string | undefined): Words {
  const clean = (q ?? '').replace(/[\p{Cc}\p{Cs}]+/gu, ' ').trim();
  return { words: [...new Set(foldWords(clean))].slice(0, 20), code: clean && !/\s/.test(clean) ? clean : undefined };
}

/** Every word occurs somewhere in the name. SQLite's LIKE folds case by itself; `instr` compares as the keys are. */
function inName(db: Queries, words: readonly string[], params: Params, column: string): string {
  return words.map(word => db.dialect === 'sqlite'
    ? `instr(${column}, ${params.add(word)}) > 0`
    : `${column} LIKE ${params.add(`%${word.replace(/[\\%_]/g, '\\$&')}%`)}`).join(' AND ');
}

/** Ids of the products a code may mean beside their names: the beginning of a barcode (six digits or more), or an SKU. */
function byCode(firm: string, code: string, params: Params): string {
  const sku = `SELECT id FROM urunler WHERE firm_id = ${firm} AND sku = ${params.add(code)} AND sku IS NOT NULL AND archived_at IS NULL`;
  if (!/^\d{6,64}$/.test(code)) return sku;
  // All codes from this one up to the next prefix: ':' follows '9' in byte order.
  const next = code.slice(0, -1) + String.fromCharCode(code.charCodeAt(code.length - 1) + 1);
  return `${sku} UNION SELECT product_id FROM (SELECT product_id FROM urun_barkodlari
    WHERE firm_id = ${firm} AND code >= ${params.add(code)} AND code < ${params.add(next)} LIMIT ${FEW}) codes`;
}

/** A condition over the rows of `p`, right for any words, and quick when matches are many and wanted in an index's order. */
export function walkCondition(db: Queries, firm: string, { words, code }: Words, params: Params): string {
  const name = inName(db, words, params, 'p.name_key');
  return code === undefined ? name : `(${name} OR p.id IN (${byCode(firm, code, params)}))`;
}

/** Three letters make a trigram: with such a word an index finds the names. */
export const canGather = ({ words }: Words): boolean => words.some(word => Array.from(word).length >= 3);
export const isFew = (hits: number): boolean => hits <= FEW;

/** A query for the ids of all matches, or of `FEW + 1` of them when there are more. */
export function gather(db: Queries, firm: string, { words, code }: Words, params: Params): string {
  const names = db.dialect === 'postgres'
    ? `SELECT id FROM urunler WHERE firm_id = ${firm} AND archived_at IS NULL AND ${inName(db, words, params, 'name_key')} LIMIT ${FEW + 1}`
    : `SELECT s.product_id AS id FROM urun_arama f JOIN urun_arama_satirlari s ON s.id = f.rowid
        WHERE f.name_key MATCH ${params.add(trigramQuery(words))} LIMIT ${FEW + 1}`;
  return code === undefined ? names : `SELECT id FROM (${names}) named UNION ${byCode(firm, code, params)}`;
}
const trigramQuery = (words: readonly string[]): string =>
  words.filter(word => Array.from(word).length >= 3).map(word => `"${word.replaceAll('"', '""')}"`).join(' AND ');

/** The product of each hit, fetched by its key: left to themselves, both planners may rather read all products. */
export const eachHit = {
  sqlite: 'hits CROSS JOIN urunler p WHERE p.id = hits.id AND',
  postgres: 'hits CROSS JOIN LATERAL (SELECT * FROM urunler WHERE id = hits.id OFFSET 0) p WHERE',
};

/** Ids of products in sale that fit `q`, in no order. */
export async function searchProducts(db: Queries, firmId: string, q: string, limit: number): Promise<string[]> {
  const wanted = wordsOf(q);
  if (wanted.words.length === 0) return [];
  const params = createParams(firmId);
  const from = canGather(wanted)
    ? `WITH hits AS MATERIALIZED (${gather(db, '$1', wanted, params)}) SELECT p.id FROM ${eachHit[db.dialect]}`
    : 'SELECT p.id FROM urunler p WHERE';
  const rows = await db.query<{ id: string }>(
    `${from} p.firm_id = $1 AND p.archived_at IS NULL AND ${walkCondition(db, '$1', wanted, params)} LIMIT ${params.add(limit)}`, params.values);
  return rows.map(row => row.id);
}
