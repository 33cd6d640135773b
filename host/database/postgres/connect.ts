import pg from 'pg';

/**
 * What the host asks of every session: disks of today find a page about as fast as they read on, and a plan made while a table
 * was empty must not scan it later. Limits are off by default.
 */
const session = '-c synchronous_commit=on -c TimeZone=UTC -c random_page_cost=1.1 -c default_transaction_isolation=read\\ committed';
/** Outside a transaction `Db` only reads; only transactions have sessions that write. */
const readOnly = { read: '-c default_transaction_read_only=on', write: '-c default_transaction_read_only=off' };
const CONNECT_MS = 10_000;

export interface Server {
  /** `host:port`, for messages. */
  readonly name: string;
  readonly database: string;
  /** Transactions at once. */
  readonly transactions: number;
  pool(access: 'read' | 'write'): pg.Pool;
  /** A connection of its own, without limits on waiting. */
  dedicated(): Promise<pg.Client>;
}

/**
 * Reads `postgres://…`; `?pool=` is ours, the rest is pg's. `sslmode` means what it means to libpq, and to pg from its version 9 on:
 * until then pg takes the modes below `verify-full` for that one, and says in many lines that it will not.
 */
export function readServer(databaseUrl: string): Server {
  const pool = /[?&]pool=(\d+)/.exec(databaseUrl)?.[1];
  const options = /[?&]options=([^&]*)/.exec(databaseUrl)?.[1];
  const connectionString = databaseUrl
    .replace(/([?&])(?:pool|options)=[^&]*(?=&|$)/g, '$1')
    .replace(/&+/g, '&').replace('?&', '?').replace(/[?&]$/, '')
    .replace(/[?&]sslmode=(?:prefer|require|verify-ca)(?=&|$)/, '$&&uselibpqcompat=true');
  if (/[?&]sslmode=verify-ca(&|$)/.test(databaseUrl) && !/[?&]sslrootcert=./.test(databaseUrl))
    throw new Error('SONTECHSP_DATABASE_URL says sslmode=verify-ca and needs sslrootcert=, the file with the authority\'s certificate; sslmode=verify-full does without.');
  const optionsFor = (access: 'read' | 'write'): string => `${session} ${readOnly[access]}${options ? ` ${decodeURIComponent(options.replaceAll('+', ' '))}` : ''}`;
  const base: pg.ClientConfig = {
    connectionString,
    application_name: 'sontechsp',
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
  };
  let named: { host: string; port: number; database?: string | undefined };
  try {
    named = new pg.Client(base);
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    if (path !== undefined) throw new Error(`The file ${path} that SONTECHSP_DATABASE_URL names cannot be read (${code}).`, { cause: error });
    throw new Error('SONTECHSP_DATABASE_URL is not of the form postgres://user:password@host:port/database.', { cause: error });
  }
  const transactions = Math.max(1, Number(pool ?? 8));
  return {
    name: `${named.host}:${named.port}`,
    database: named.database ?? '',
    transactions,
    pool: access => new pg.Pool({
      ...base,
      options: optionsFor(access),
      pipeline: true,
      lock_timeout: 5000,
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 15_000,
      // What a transaction reads beside itself never waits for one of them to end, nor a till for a few slow reports.
      max: access === 'write' ? transactions : Math.max(2, Math.ceil(transactions * 0.75)),
      idleTimeoutMillis: 300_000,
    }),
    async dedicated() {
      const client = new pg.Client({ ...base, options: optionsFor('read') });
      client.on('error', () => {});
      await client.connect();
      return client;
    },
  };
}

/** The database keeps text in a way in which not every name can be written. */
export class UnfitEncoding extends Error {
  constructor(readonly encoding: string) {
    super(`Its encoding is ${encoding}.`);
  }
}

/** Why the server cannot be used, in one sentence without secrets. */
export function unusable(server: Server, error: unknown): Error {
  const { code = '', message } = error as Error & { code?: string };
  const reason = error instanceof UnfitEncoding ? `keeps '${server.database}' in ${error.encoding}; make a database with the encoding UTF8`
    : /\b(SSL|TLS)\b|certificate/.test(message) ? `cannot be reached safely (${message.replace(/\.$/, '')})`
    : code === '28P01' || code === '28000' ? 'refuses the user name or the password'
    : code === '3D000' ? `has no database named '${server.database}'`
    : code === '53300' ? 'has no connection left'
    : code === '57P03' ? 'is starting up or shutting down'
    : /^[0-9A-Z]{5}$/.test(code) && !code.startsWith('E') ? `refuses the connection (${message})`
    : 'does not answer';
  return new Error(`The database at ${server.name} ${reason}.`, { cause: error });
}
