import { resolve } from 'node:path';

/** Where this process runs and what it serves, from the environment (api.md, Process). */
export interface Config {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly dataFolder: string;
  /** `postgres://…`; undefined: SQLite in the data folder. */
  readonly databaseUrl: string | undefined;
  readonly role: 'tek' | 'merkez' | 'kasa';
  /** Root key given from outside; else one is kept in the data folder or the database. */
  readonly key: string | undefined;
  /** Trust `X-Forwarded-*`. */
  readonly proxy: boolean;
  readonly logLevel: string;
}

/** A setting that cannot be used: said in one sentence, exit code 1. */
export class ConfigError extends Error {}

const logLevels = new Set(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']);

export function readConfig(env: NodeJS.ProcessEnv): Config {
  const port = Number(env.PORT || 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new ConfigError(`PORT must be a number from 0 to 65535, not '${env.PORT}'.`);
  const role = env.SONTECHSP_ROLE ?? 'tek';
  if (role !== 'tek' && role !== 'merkez' && role !== 'kasa') throw new ConfigError(`SONTECHSP_ROLE must be tek, merkez or kasa, not '${role}'.`);
  const logLevel = env.LOG_LEVEL || 'info';
  if (!logLevels.has(logLevel)) throw new ConfigError(`LOG_LEVEL must be one of ${[...logLevels].join(', ')}, not '${logLevel}'.`);
  if (!/^(on|off)?$/.test(env.SONTECHSP_JOBS ?? '')) throw new ConfigError(`SONTECHSP_JOBS must be on or off, not '${env.SONTECHSP_JOBS}'.`);
  const databaseUrl = env.SONTECHSP_DATABASE_URL || undefined;
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl)) throw new ConfigError('SONTECHSP_DATABASE_URL must begin with postgres:// .');
  return {
    host: env.HOST || '127.0.0.1',
    port,
    dataFolder: resolve(env.SONTECHSP_DATA || './veri'),
    databaseUrl,
    role,
    key: env.SONTECHSP_KEY || undefined,
    proxy: env.SONTECHSP_PROXY === '1' || env.SONTECHSP_PROXY === 'true',
    logLevel,
  };
}
