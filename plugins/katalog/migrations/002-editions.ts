import { col, createTable, migration, runSql, table } from '@sontechsp/sdk';

/**
 * How often what goods are was changed, per firm; no row: never. While it stands, all that was read of them still holds. Triggers
 * count, so that no writer can forget it; new goods and new barcodes change nothing that was there. On SQLite nobody asks.
 */
export const editions = table('katalog_surumleri', { firm_id: col.ref(), edition: col.integer() }, { primaryKey: ['firm_id'] });

const counted = ([on, event]: readonly [on: string, event: string]): string => `
  CREATE TRIGGER ${on}_surum_${event.toLowerCase()} AFTER ${event} ON ${on} REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION katalog_surum_say();`;

export const editionsMigration = migration('002-editions', [
  createTable(editions),
  runSql({
    sqlite: 'SELECT 1',
    postgres: `
      CREATE FUNCTION katalog_surum_say() RETURNS trigger LANGUAGE plpgsql AS $count$ BEGIN
        INSERT INTO katalog_surumleri AS s (firm_id, edition) SELECT DISTINCT firm_id, 1 FROM changed ORDER BY firm_id
          ON CONFLICT (firm_id) DO UPDATE SET edition = s.edition + 1;
        RETURN NULL;
      END $count$;
      ${([['urunler', 'UPDATE'], ['urunler', 'DELETE'], ['urun_barkodlari', 'UPDATE'], ['urun_barkodlari', 'DELETE']] as const).map(counted).join('')}`,
  }),
]);
