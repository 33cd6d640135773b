import { openSqlite } from '../../host/database/sqlite/open.js';

/** Opens the database file as somebody who may not do everything, and says how that went. */
if (process.getuid?.() === 0) {
  process.setgid!(65534);
  process.setuid!(65534);
}
const log = { info() {}, warn() {}, error() {} };
const said = await openSqlite({ dataFolder: process.env.DATA!, log }).then(async database => {
  await database.close();
  return 'opened';
}, (error: Error) => error.message);
process.stdout.write(said);
