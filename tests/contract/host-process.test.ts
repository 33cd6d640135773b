import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import pg from 'pg';
import { client } from '../support/client.js';
import { eachDatabase, freshPlace } from '../support/databases.js';
import { PASSWORD, setupBody } from '../support/host.js';
import { startHost } from '../support/process.js';

/** Starts the product, which is expected to end by itself. */
function ends(env: Record<string, string>, meanwhile: (child: ChildProcess) => void = () => undefined): Promise<{ code: number | null; out: string; err: string; ms: number }> {
  const started = performance.now();
  const child = spawn(process.execPath, [join(process.env.SONTECHSP_ROOT!, 'host/launch/start.mjs')], { env: { ...process.env, LOG_LEVEL: 'error', PORT: '0', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  meanwhile(child);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => { out += chunk.toString(); });
  child.stderr.on('data', (chunk: Buffer) => { err += chunk.toString(); });
  const limit = setTimeout(() => child.kill('SIGKILL'), 25_000);
  return new Promise(resolve => child.once('close', code => { clearTimeout(limit); resolve({ code, out, err, ms: performance.now() - started }); }));
}
const folder = () => mkdtempSync(join(tmpdir(), 'sontechsp-contract-'));

describe('A start that cannot be', function () {
  this.timeout(60_000);
  const cases: Record<string, () => Promise<{ env: Record<string, string>; says: RegExp }>> = {
    'a port in use': async () => {
      const taken = createServer();
      await new Promise<void>(done => taken.listen(0, '127.0.0.1', done));
      taken.unref();
      const { port } = taken.address() as AddressInfo;
      return { env: { PORT: String(port) }, says: new RegExp(`Port ${port}`) };
    },
    'a PostgreSQL that does not answer': async () => ({ env: { SONTECHSP_DATABASE_URL: 'postgres://u:geheim@127.0.0.1:1/db' }, says: /database at 127\.0\.0\.1:1/ }),
    'a PostgreSQL in which it may make nothing': async () => {
      const url = new URL((await freshPlace('postgres')).databaseUrl!);
      const server = new pg.Client(url.href);
      await server.connect();
      await server.query(`CREATE ROLE garson LOGIN PASSWORD 'geheim'`);
      await server.end();
      url.username = 'garson';
      url.password = 'geheim';
      return { env: { SONTECHSP_DATABASE_URL: url.href }, says: /^The database could not be migrated: permission denied for schema public/ };
    },
    'a PostgreSQL that does not encrypt though it must': async () => ({ env: { SONTECHSP_DATABASE_URL: `${(await freshPlace('postgres')).databaseUrl!}?sslmode=require` }, says: /cannot be reached safely/ }),
    'a certificate to check a PostgreSQL by that is not there': async () => ({ env: { SONTECHSP_DATABASE_URL: 'postgres://u:geheim@127.0.0.1:1/db?sslmode=verify-ca&sslrootcert=/nowhere/ca.pem' }, says: /The file \/nowhere\/ca\.pem/ }),
    'no certificate to check a PostgreSQL by': async () => ({ env: { SONTECHSP_DATABASE_URL: 'postgres://u:geheim@127.0.0.1:1/db?sslmode=verify-ca' }, says: /sslrootcert/ }),
    'a PostgreSQL nobody knows the name of': async () => ({ env: { SONTECHSP_DATABASE_URL: 'postgres://u:geheim@nowhere.invalid/db' }, says: /database at nowhere\.invalid/ }),
    'a data folder below a file': async () => {
      const file = join(folder(), 'file');
      writeFileSync(file, '');
      return { env: { SONTECHSP_DATA: join(file, 'veri') }, says: /data folder/ };
    },
    'a data folder that is a file': async () => {
      const file = join(folder(), 'file');
      writeFileSync(file, '');
      return { env: { SONTECHSP_DATA: file }, says: /data folder/ };
    },
    'a file where plugins would be installed': async () => {
      const data = folder();
      writeFileSync(join(data, 'eklentiler'), '');
      return { env: { SONTECHSP_DATA: data }, says: /eklentiler is a file, and the host keeps a folder there/ };
    },
    'a file where a start leaves its marks': async () => {
      const data = folder();
      writeFileSync(join(data, 'acilis'), '');
      return { env: { SONTECHSP_DATA: data }, says: /acilis is a file, and the host keeps a folder there/ };
    },
    'a database file that is none': async () => {
      const data = folder();
      const first = await startHost({ databaseUrl: undefined, dataFolder: data });
      await first.stop();
      for (const name of readdirSync(data)) if (/\.(db|sqlite)/.test(name)) { rmSync(join(data, name)); if (!/-/.test(name)) writeFileSync(join(data, name), 'no database at all'.repeat(500)); }
      return { env: { SONTECHSP_DATA: data }, says: /database/i };
    },
    'a data folder the system does not allow': async () => ({ env: { SONTECHSP_DATA: '/proc/sontechsp/veri' }, says: /data folder/ }),
    'a log level nobody knows': async () => ({ env: { LOG_LEVEL: 'laut' }, says: /LOG_LEVEL/ }),
    'something that is no PostgreSQL and says nothing': async () => {
      const silent = createServer();
      await new Promise<void>(done => silent.listen(0, '127.0.0.1', done));
      silent.unref();
      const { port } = silent.address() as AddressInfo;
      return { env: { SONTECHSP_DATABASE_URL: `postgres://u:geheim@127.0.0.1:${port}/db` }, says: /does not answer/ };
    },
    'a port that is no number': async () => ({ env: { PORT: 'seksen' }, says: /PORT/ }),
    'a role nobody has': async () => ({ env: { SONTECHSP_ROLE: 'garson' }, says: /SONTECHSP_ROLE/ }),
    'an address this machine does not have': async () => ({ env: { HOST: '203.0.113.7' }, says: /203\.0\.113\.7/ }),
  };
  for (const [title, make] of Object.entries(cases)) it(`because of ${title} is one clear sentence and an exit code that is not 0`, async () => {
    const { env, says } = await make();
    const { code, out, err, ms } = await ends({ SONTECHSP_DATA: folder(), ...env });
    expect(code, err).to.be.above(0);
    expect(out).to.equal('');
    expect(err.trim().split('\n'), err).to.have.length(1);
    expect(err).to.match(says).and.not.match(/geheim|node_modules|at .*:\d+:\d+/);
    expect(ms).to.be.below(20_000);
  });
  if (process.getuid?.() !== 0) it('because the data folder may not be written to', async () => {
    const data = folder();
    mkdirSync(join(data, 'closed'));
    chmodSync(join(data, 'closed'), 0o500);
    expect((await ends({ SONTECHSP_DATA: join(data, 'closed') })).err).to.match(/data folder/);
  });
});

eachDatabase('The process', kind => {
  it('says one line, answers health, and on SIGTERM or SIGINT drains and exits 0 with a stream open', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const place = await freshPlace(kind);
      const child = spawn(process.execPath, [join(process.env.SONTECHSP_ROOT!, 'host/launch/start.mjs')], {
        env: { ...process.env, PORT: '0', SONTECHSP_DATA: place.dataFolder, LOG_LEVEL: 'info', ...(place.databaseUrl ? { SONTECHSP_DATABASE_URL: place.databaseUrl } : {}) }, stdio: ['ignore', 'pipe', 'pipe'],
      });
      let out = '';
      let err = '';
      child.stderr.on('data', (chunk: Buffer) => { err += chunk.toString(); });
      const url = await new Promise<string>((resolve, reject) => {
        child.stdout.on('data', (chunk: Buffer) => { out += chunk.toString(); const found = /listening on (http:\S+)/.exec(out); if (found) resolve(found[1]!); });
        child.once('exit', code => reject(new Error(`Ended with ${code}: ${err}`)));
      });
      const guest = client(url);
      const health = await guest.get('/healthz');
      expect([health.status, health.body]).to.eql([200, { status: 'ok' }]);
      const ready = await guest.get('/readyz');
      expect(ready.status).to.equal(200);
      expect(ready.body).to.have.property('checks');
      const made = await guest.post('/api/setup', setupBody());
      expect(made.status, made.text).to.equal(201);
      const admin = await guest.signIn('admin', PASSWORD, { storeId: made.body.storeId, terminalId: made.body.terminalId });
      const stream = await fetch(`${url}/api/events`, { headers: { authorization: `Bearer ${admin.token}` } });
      expect([stream.status, stream.headers.get('content-type')]).to.eql([200, 'text/event-stream; charset=utf-8']);
      const started = performance.now();
      const code = await new Promise<number | null>(resolve => { child.once('exit', resolve); child.kill(signal); });
      expect(code, err).to.equal(0);
      expect(performance.now() - started).to.be.below(10_000);
      expect(out).to.match(/^SONTECHSP listening on http:\/\/127\.0\.0\.1:\d+\n$/);
      for (const line of err.trim().split('\n').filter(Boolean)) expect(() => JSON.parse(line), line).to.not.throw();
      expect(err).to.not.contain(PASSWORD).and.not.contain(admin.token!);
      await stream.body?.cancel().catch(() => undefined);
      const again = await startHost(place);
      expect((await client(again.url).get('/api/setup')).body).to.eql({ done: true });
      await again.stop();
    }
  });

  it('exits 0 within ten seconds also when a caller hangs, when told twice, and when told while it starts', async () => {
    const hanging = await startHost(await freshPlace(kind));
    const { port } = new URL(hanging.url);
    const socket = connect(Number(port), '127.0.0.1', () => socket.write('POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"a"'));
    socket.on('error', () => undefined);
    await new Promise(done => setTimeout(done, 100));
    const started = performance.now();
    const code = new Promise<number | null>(resolve => hanging.process.once('exit', resolve));
    for (const signal of ['SIGINT', 'SIGINT', 'SIGTERM'] as const) hanging.process.kill(signal);
    expect(await code).to.equal(0);
    expect(performance.now() - started).to.be.below(10_000);
    socket.destroy();

    const place = await freshPlace(kind);
    const early = ends({ SONTECHSP_DATA: place.dataFolder, ...(place.databaseUrl ? { SONTECHSP_DATABASE_URL: place.databaseUrl } : {}) }, child => {
      // The folder is filled as soon as the host boots.
      const timer = setInterval(() => { if (readdirSync(place.dataFolder).length > 0 || kind === 'postgres') { clearInterval(timer); setTimeout(() => child.kill('SIGTERM'), kind === 'postgres' ? 3000 : 0); } }, 1);
    });
    expect((await early).code).to.equal(0);
  });
});

describe('npm start', function () {
  this.timeout(30_000);
  it('takes its host along when it is told to end, so that the port is free again', async () => {
    const place = await freshPlace('sqlite');
    const npm = spawn('npm', ['start'], { cwd: process.env.SONTECHSP_ROOT, env: { ...process.env, PORT: '0', SONTECHSP_DATA: place.dataFolder, LOG_LEVEL: 'error' }, stdio: ['ignore', 'pipe', 'ignore'] });
    const url = await new Promise<string>((resolve, reject) => {
      npm.stdout.on('data', (chunk: Buffer) => { const found = /listening on (http:\S+)/.exec(chunk.toString()); if (found) resolve(found[1]!); });
      npm.once('exit', code => reject(new Error(`npm ended with ${code}`)));
    });
    npm.kill('SIGTERM');
    const answers = () => fetch(`${url}/healthz`).then(() => true, () => false);
    const begun = performance.now();
    while (await answers()) {
      expect(performance.now() - begun).to.be.below(10_000);
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  });
});
