import { expect } from 'chai';
import { chmodSync, chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { readServer } from '../../host/database/postgres/connect.js';
import { startChild } from '../support/child.js';
import { eachDatabase, freshPlace } from '../support/databases.js';
import { counted, errorOf, open, thing, things, usingDatabase } from './place.js';

describe('opening a database', function () {
  this.timeout(30_000);

  it('names the server that does not answer, and not the password', async () => {
    const place = await freshPlace('sqlite');
    const error = await errorOf(open({ ...place, databaseUrl: 'postgres://me:s3cret@127.0.0.1:9/shop' }));
    expect(error.message).to.equal('The database at 127.0.0.1:9 does not answer.');
  });

  it('says when the password or the database is wrong', async () => {
    const place = await freshPlace('postgres');
    const wrong = new URL(place.databaseUrl!);
    wrong.password = 's3cret';
    expect((await errorOf(open({ ...place, databaseUrl: wrong.href }))).message)
      .to.equal(`The database at ${wrong.host} refuses the user name or the password.`);
    const missing = new URL(place.databaseUrl!);
    missing.pathname = '/nothere';
    expect((await errorOf(open({ ...place, databaseUrl: missing.href }))).message)
      .to.equal(`The database at ${wrong.host} has no database named 'nothere'.`);
  });

  it('refuses a database whose encoding cannot hold every name', async () => {
    const { databaseUrl, ...place } = await freshPlace('postgres');
    const url = new URL(databaseUrl!);
    const name = `${url.pathname.slice(1)}_latin5`;
    const server = new pg.Client(databaseUrl);
    await server.connect();
    await server.query(`CREATE DATABASE ${name} ENCODING 'LATIN5' TEMPLATE template0 LOCALE 'C'`);
    await server.end();
    url.pathname = name;
    expect((await errorOf(open({ ...place, databaseUrl: url.href }))).message)
      .to.equal(`The database at ${url.host} keeps '${name}' in LATIN5; make a database with the encoding UTF8.`);
  });

  it('says when a server does not speak as safely as it is asked to', async () => {
    const { databaseUrl, ...place } = await freshPlace('postgres');
    expect((await errorOf(open({ ...place, databaseUrl: `${databaseUrl}?sslmode=verify-full` }))).message)
      .to.equal(`The database at ${new URL(databaseUrl!).host} cannot be reached safely (The server does not support SSL connections).`);
  });

  it('encrypts with `require` whoever answers, and checks who that is with `verify-full`, as libpq does', () => {
    const ssl = (asked: string): unknown => new pg.Client(readServer(`postgres://me@shop.invalid/db${asked}`).pool('read').options).ssl;
    expect(['', '?sslmode=disable', '?sslmode=require&pool=4', '?pool=4&sslmode=no-verify', '?sslmode=verify-full'].map(ssl))
      .to.deep.equal([false, false, { rejectUnauthorized: false }, { rejectUnauthorized: false }, {}]);
  });

  it('names a folder it cannot write to', async () => {
    const { dataFolder } = await freshPlace('sqlite');
    const file = join(dataFolder, 'file');
    writeFileSync(file, '');
    const error = await errorOf(open({ kind: 'sqlite', databaseUrl: undefined, dataFolder: join(file, 'veri') }));
    expect(error.message).to.equal(`The data folder ${join(file, 'veri')} cannot be written to.`);
  });

  it('names a file that is no database', async () => {
    const place = await freshPlace('sqlite');
    const file = join(place.dataFolder, 'sontechsp.sqlite');
    writeFileSync(file, 'not a database '.repeat(1000));
    expect((await errorOf(open(place))).message).to.equal(`The database file ${file} is damaged or no database; restore it from a backup.`);
  });

  it('names a file it may only read, before anybody writes to it', async () => {
    const place = await freshPlace('sqlite');
    await (await open(place)).close();
    const file = join(place.dataFolder, 'sontechsp.sqlite');
    // Whoever is root may write anything: the child is nobody.
    if (process.getuid?.() === 0) for (const path of [place.dataFolder, file]) chownSync(path, 65534, 65534);
    const openedBySomebody = async (): Promise<string> => text((await startChild('database/open-host.ts', place)).stdout!);
    expect(await openedBySomebody()).to.equal('opened');
    chmodSync(file, 0o444);
    expect(await openedBySomebody()).to.equal(`The database file ${file} cannot be opened for writing.`);
  });

  it('takes the number of transactions at once from the address', async () => {
    const place = await freshPlace('postgres');
    const db = await open({ ...place, databaseUrl: `${place.databaseUrl}?pool=1&application_name=kasa` });
    try {
      let together = 0;
      let most = 0;
      await Promise.all(Array.from({ length: 5 }, () => db.transaction(async tx => {
        most = Math.max(most, ++together);
        await tx.query('SELECT 1');
        together--;
      })));
      expect(most).to.equal(1);
      expect(await db.first(`SELECT current_setting('application_name') AS name, current_setting('synchronous_commit') AS sync`))
        .to.deep.equal({ name: 'kasa', sync: 'on' });
    } finally {
      await db.close();
    }
  });
});

eachDatabase('closing a database', kind => {
  const using = usingDatabase(kind);

  it('waits for what runs, refuses what comes after, and may be said twice', async () => {
    const running = using.db.transaction(async tx => {
      await tx.insert(things, [thing(1)]);
      await new Promise(resolve => setTimeout(resolve, 50));
    });
    await new Promise(resolve => setTimeout(resolve, 20));
    await Promise.all([using.db.close(), using.db.close(), running]);
    await errorOf(using.db.ping());
    await errorOf(using.db.transaction(async () => {}));
    const again = await open(using.place);
    expect(await counted(again)).to.equal(1);
    await again.close();
  });
});
