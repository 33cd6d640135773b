import { col, createTable, migration, runSql, table } from '@sontechsp/sdk';

export const categories = table('urun_kategorileri', {
  id: col.id(),
  firm_id: col.ref(),
  parent_id: col.nullable(col.ref()),
  name: col.text(),
  /** `fold` of the name: unique among siblings. */
  name_key: col.text(),
  /** Turkish order. */
  sort_key: col.text(),
  created_at: col.instant(),
  updated_at: col.instant(),
}, {
  indexes: [
    { name: 'urun_kategorileri_root_name', columns: ['firm_id', 'name_key'], unique: true, where: 'parent_id IS NULL' },
    { name: 'urun_kategorileri_sibling_name', columns: ['firm_id', 'parent_id', 'name_key'], unique: true, where: 'parent_id IS NOT NULL' },
    { name: 'urun_kategorileri_list', columns: ['firm_id', 'sort_key', 'id'] },
  ],
});

export const products = table('urunler', {
  id: col.id(),
  firm_id: col.ref(),
  sku: col.nullable(col.text()),
  name: col.text(),
  /** `fold` of the name: what a search looks into. */
  name_key: col.text(),
  /** Turkish order. */
  sort_key: col.text(),
  category_id: col.nullable(col.ref()),
  /** KDV percent. */
  vat_rate: col.rate({ check: 'vat_rate IN (0, 1, 10, 20)' }),
  /** Per unit, KDV included. */
  price: col.money({ check: 'price >= 0' }),
  cost: col.nullable(col.money({ check: 'cost >= 0' })),
  unit: col.text<'piece' | 'kg'>({ check: "unit IN ('piece', 'kg')" }),
  archived_at: col.nullable(col.instant()),
  created_at: col.instant(),
  updated_at: col.instant(),
}, {
  indexes: [
    { name: 'urunler_sku', columns: ['firm_id', 'sku'], unique: true, where: 'sku IS NOT NULL AND archived_at IS NULL' },
    { name: 'urunler_by_category', columns: ['firm_id', 'category_id', 'sort_key', 'id'], where: 'archived_at IS NULL' },
    { name: 'urunler_by_time', columns: ['firm_id', 'created_at', 'id'], where: 'archived_at IS NULL' },
    { name: 'urunler_by_price', columns: ['firm_id', 'price', 'id'], where: 'archived_at IS NULL' },
  ],
});

export const barcodes = table('urun_barkodlari', {
  firm_id: col.ref(),
  code: col.text(),
  product_id: col.ref(),
  /** Thousandths of the product's unit that one scan stands for. */
  quantity: col.quantity({ default: 1000, check: 'quantity > 0' }),
  /** Order on the card. */
  position: col.integer(),
}, {
  primaryKey: ['firm_id', 'code'],
  indexes: [{ name: 'urun_barkodlari_of_product', columns: ['product_id', 'position'] }],
});

export const imports = table('urun_aktarimlari', {
  id: col.id(),
  firm_id: col.ref(),
  store_id: col.ref(),
  user_id: col.ref(),
  file_name: col.text(),
  state: col.text<'queued' | 'running' | 'done' | 'failed'>({ check: "state IN ('queued', 'running', 'done', 'failed')" }),
  /** Lines of the file, and how many of them are done. */
  lines: col.integer({ default: 0 }),
  lines_done: col.integer({ default: 0 }),
  read: col.integer({ default: 0 }),
  created: col.integer({ default: 0 }),
  updated: col.integer({ default: 0 }),
  failed: col.integer({ default: 0 }),
  /** The first thousand bad lines: `{line, code, values}`. */
  errors: col.json<{ line: number; code: string; values?: Record<string, string | number> }[]>(),
  /** Columns of the file that nobody took. */
  ignored: col.json<string[]>(),
  encoding: col.nullable(col.text()),
  /** The process at work on it; another one's that shows no sign of life has died. */
  worker: col.text(),
  seen_at: col.instant(),
  created_at: col.instant(),
  finished_at: col.nullable(col.instant()),
});

export const catalogue = migration('001-catalogue', [
  createTable(categories),
  createTable(products),
  createTable(barcodes),
  createTable(imports),
  // Sort keys and codes compare by bytes, whatever the database's own locale (SQLite does so anyway).
  runSql({
    sqlite: 'SELECT 1',
    postgres: `
      ALTER TABLE urun_kategorileri ALTER COLUMN sort_key TYPE text COLLATE "C";
      ALTER TABLE urunler ALTER COLUMN sort_key TYPE text COLLATE "C";
      ALTER TABLE urun_barkodlari ALTER COLUMN code TYPE text COLLATE "C"`,
  }),
  // The search key rides along, so that a list by name is filtered without touching the rows.
  runSql({
    sqlite: 'CREATE INDEX urunler_by_name ON urunler (firm_id, sort_key, id, name_key) WHERE archived_at IS NULL',
    postgres: 'CREATE INDEX urunler_by_name ON urunler (firm_id, sort_key, id) INCLUDE (name_key) WHERE archived_at IS NULL',
  }),
  // Search in the middle of words: trigrams. Without the extension PostgreSQL reads through the names, which is slower but right.
  runSql({
    sqlite: `
      CREATE TABLE urun_arama_satirlari (id INTEGER PRIMARY KEY, product_id TEXT COLLATE NOCASE NOT NULL UNIQUE) STRICT;
      CREATE VIRTUAL TABLE urun_arama USING fts5(name_key, content='', contentless_delete=1, tokenize='trigram');
      CREATE TRIGGER urunler_arama_ekle AFTER INSERT ON urunler BEGIN
        INSERT INTO urun_arama_satirlari (product_id) VALUES (new.id);
        INSERT INTO urun_arama (rowid, name_key) SELECT id, new.name_key FROM urun_arama_satirlari WHERE product_id = new.id;
      END;
      CREATE TRIGGER urunler_arama_degistir AFTER UPDATE OF name_key ON urunler WHEN old.name_key <> new.name_key BEGIN
        DELETE FROM urun_arama WHERE rowid = (SELECT id FROM urun_arama_satirlari WHERE product_id = new.id);
        INSERT INTO urun_arama (rowid, name_key) SELECT id, new.name_key FROM urun_arama_satirlari WHERE product_id = new.id;
      END`,
    postgres: `
      DO $do$ BEGIN
        CREATE EXTENSION IF NOT EXISTS pg_trgm;
        CREATE INDEX urunler_name_words ON urunler USING gin (name_key gin_trgm_ops);
      EXCEPTION WHEN OTHERS THEN
        RAISE NOTICE 'Search by name has no trigram index: %', SQLERRM;
      END $do$`,
  }),
  // What reports may read (data.md): products with their category, archived ones included.
  runSql(`
    CREATE VIEW katalog_v_products AS
      SELECT p.id, p.firm_id, p.sku, p.name, p.name_key, p.sort_key, p.category_id, c.name AS category_name, p.vat_rate, p.unit, p.price, p.cost,
             p.archived_at
        FROM urunler p LEFT JOIN urun_kategorileri c ON c.id = p.category_id AND c.firm_id = p.firm_id`),
]);
