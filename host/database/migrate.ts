import { createHash } from 'node:crypto';
import { col, table, type BackfillTools, type Clock, type Log, type Migration, type MigrationStep, type Row } from '@sontechsp/sdk';
import type { Database } from './database.js';
import { addColumnsSql, createIndexSql, createTableSql } from './ddl.js';
import { anyTable } from './rows.js';
import { hostTx, type HostTx } from './transaction.js';
import type { Dialect } from './values.js';

/** What has run, with the hash of what it was. */
const applied = table('gocler', { plugin: col.text(), id: col.text(), hash: col.text(), applied_at: col.instant() }, { primaryKey: ['plugin', 'id'] });
type Applied = Pick<Row<typeof applied>, 'plugin' | 'id' | 'hash'>;

export interface MigrationGroup {
  readonly plugin: string;
  readonly migrations: readonly Migration[];
}
export interface MigrationResult {
  readonly plugin: string;
  /** What ran now. */
  readonly applied: string[];
  /** Why the plugin must stay off; the database is as it was before the migration named in it. */
  readonly error?: Error;
}

export interface MigrateTools extends BackfillTools {
  readonly clock: Clock;
  readonly log: Log;
  /** Hears whose migrations are next. */
  readonly begins?: (plugin: string) => void;
}

/** Runs what has not run yet, plugin by plugin in the order given. One that fails does not keep the others from running. */
export async function migrate(database: Database, groups: readonly MigrationGroup[], tools: MigrateTools): Promise<MigrationResult[]> {
  const known = await readApplied(database);
  const idle = known && groups.every(group => group.migrations.every(m => known.get(`${group.plugin}/${m.id}`) === hashOf(m)));
  if (idle) return groups.map(({ plugin }) => ({ plugin, applied: [] }));

  return database.exclusively('migrate', async () => {
    if (!known) await createLedger(database);
    const now = await readApplied(database) ?? new Map<string, string>();
    const results: MigrationResult[] = [];
    for (const group of groups) {
      tools.begins?.(group.plugin);
      results.push(await runGroup(database, group, now, tools));
    }
    // What was sealed must not go on standing in pages of the file that are given up.
    if (known && groups.some(({ migrations }, at) => migrations.some(m => results[at]!.applied.includes(m.id) && m.steps.some(step => step.do === 'backfill'))))
      await database.rewrite().catch((error: unknown) => tools.log.warn({ err: error }, 'The database file could not be written anew after a migration; what it changed may still be found in its unused pages'));
    return results;
  });
}

/** Undefined when the database is new. */
async function readApplied(database: Database): Promise<Map<string, string> | undefined> {
  try {
    const rows = await database.query<Applied>('SELECT plugin, id, hash FROM gocler');
    return new Map(rows.map(row => [`${row.plugin}/${row.id}`, row.hash]));
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code === '42P01' || /no such table/.test(message)) return undefined;
    throw error;
  }
}
async function createLedger(database: Database): Promise<void> {
  const [create] = createTableSql(database.dialect, anyTable(applied));
  await database.transaction(tx => hostTx(tx).script(create!.replace('CREATE TABLE', 'CREATE TABLE IF NOT EXISTS')));
}

async function runGroup(database: Database, { plugin, migrations }: MigrationGroup, known: Map<string, string>, tools: MigrateTools): Promise<MigrationResult> {
  const done: string[] = [];
  try {
    for (const migration of migrations) {
      const hash = known.get(`${plugin}/${migration.id}`);
      if (hash !== undefined && hash !== hashOf(migration)) throw changed(plugin, migration.id);
    }
    // Umzug is loaded only when there is work: a start without any should not pay for it.
    const { Umzug } = await import('umzug');
    const umzug = new Umzug({
      migrations: migrations.map(migration => ({
        name: migration.id,
        up: async () => {
          if (await apply(database, plugin, migration, tools)) done.push(migration.id);
        },
      })),
      storage: {
        executed: async () => migrations.filter(m => known.has(`${plugin}/${m.id}`)).map(m => m.id),
        // Written in the migration's own transaction.
        logMigration: async () => {},
        unlogMigration: async () => {},
      },
      logger: undefined,
    });
    await umzug.up();
  } catch (error) {
    const cause = error instanceof Error && error.name === 'MigrationError' ? error.cause : error;
    tools.log.error({ plugin, err: cause }, 'A migration failed');
    return { plugin, applied: done, error: cause as Error };
  }
  if (done.length > 0) tools.log.info({ plugin, migrations: done }, 'Migrated');
  return { plugin, applied: done };
}

/** Whether it ran now: another process may have been quicker (SQLite). */
async function apply(database: Database, plugin: string, migration: Migration, tools: MigrateTools): Promise<boolean> {
  try {
    return await database.transaction(async tx => {
      const own = hostTx(tx);
      // A backfill may take as long as it needs.
      if (tx.dialect === 'postgres') await own.script('SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = \'60s\'');
      const before = await tx.first<Applied>('SELECT hash FROM gocler WHERE plugin = $1 AND id = $2', [plugin, migration.id]);
      if (before) {
        if (before.hash !== hashOf(migration)) throw changed(plugin, migration.id);
        return false;
      }
      for (const step of migration.steps) await runStep(own, step, tools);
      await tx.insert(applied, [{ plugin, id: migration.id, hash: hashOf(migration), applied_at: tools.clock.now() }]);
      return true;
    });
  } catch (error) {
    if (error instanceof ChangedMigration) throw error;
    throw new Error(`Migration ${migration.id} of plugin '${plugin}' failed and was undone: ${(error as Error).message}`, { cause: error });
  }
}

async function runStep(tx: HostTx, step: MigrationStep, { fields }: MigrateTools): Promise<void> {
  if (step.do === 'backfill') return step.run(tx, { fields });
  for (const sql of stepSql(tx.dialect, step)) await tx.script(sql);
}
function stepSql(dialect: Dialect, step: Exclude<MigrationStep, { do: 'backfill' }>): string[] {
  switch (step.do) {
    case 'createTable': return createTableSql(dialect, step.table);
    case 'addColumns': return addColumnsSql(dialect, step.table, step.columns);
    case 'addIndex': return [createIndexSql(step.table, step.index)];
    case 'sql': return [typeof step.sql === 'string' ? step.sql : step.sql[dialect]];
  }
}

class ChangedMigration extends Error {}
function changed(plugin: string, id: string): Error {
  return new ChangedMigration(
    `Migration ${id} of plugin '${plugin}' was changed after it ran on this database. Restore it as it was, and put the change into a new migration.`);
}

const hashes = new WeakMap<Migration, string>();
function hashOf(migration: Migration): string {
  let hash = hashes.get(migration);
  if (!hash) {
    hash = createHash('sha256').update(JSON.stringify([migration.id, migration.steps])).digest('hex');
    hashes.set(migration, hash);
  }
  return hash;
}
