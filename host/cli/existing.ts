import { existsSync } from 'node:fs';
import type { Config } from '../config.js';
import { openDatabase } from '../database/open.js';
import { sqliteFile } from '../database/sqlite/file.js';
import { createLog } from '../log.js';
import { CommandError } from './command.js';

/** Refuses a place in which no host was ever started, and makes nothing there: its name may be mistyped. */
export async function mustExist({ databaseUrl, dataFolder, logLevel }: Config): Promise<void> {
  if (databaseUrl === undefined) {
    if (!existsSync(sqliteFile(dataFolder)))
      throw new CommandError(`There is no shop in the folder ${dataFolder}: set SONTECHSP_DATA to the folder of yours, or run \`sontechsp setup\` first.`);
    return;
  }
  const database = await openDatabase({ databaseUrl, dataFolder, log: createLog(logLevel) });
  try {
    const [found] = await database.query<{ there: boolean }>("SELECT to_regclass('gocler') IS NOT NULL AS there");
    if (!found?.there) throw new CommandError('There is no shop in that database: set SONTECHSP_DATABASE_URL to the one of yours, or run `sontechsp setup` first.');
  } finally {
    await database.close();
  }
}
