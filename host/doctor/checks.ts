import type { Db, Queries } from '@sontechsp/sdk';

/** What the database says of itself: pages and indexes of SQLite, indexes and constraints of PostgreSQL that were left unfinished. */
export async function damage(db: Queries): Promise<string[]> {
  if (db.dialect === 'sqlite') {
    // Asked on the connection that writes: a reader's full-text index remembers segments the writer has merged since, and calls
    // that corruption (the check of a virtual table does not look whether what it remembers is still so).
    const lines = await (db as Db).transaction(tx => tx.query<{ quick_check: string }>('PRAGMA quick_check(100)'));
    return lines.map(line => line.quick_check).filter(line => line !== 'ok');
  }
  const broken = await db.query<{ name: string; what: string }>(
    `SELECT c.relname AS name, 'the index is not valid' AS what FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND NOT (i.indisvalid AND i.indisready)
     UNION ALL
     SELECT c.conname AS name, 'the constraint was never validated' AS what FROM pg_constraint c
      JOIN pg_namespace n ON n.oid = c.connamespace WHERE n.nspname = current_schema() AND NOT c.convalidated`);
  return broken.map(({ name, what }) => `${name}: ${what}`);
}
