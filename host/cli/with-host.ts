import { bootHost, type Host } from '../boot.js';
import { readConfig } from '../config.js';
import { installed } from '../installed.js';

/** Boots without serving, so that a command runs beside hosts of the same database, and closes again. */
export async function withHost<T>(env: NodeJS.ProcessEnv, work: (host: Host) => Promise<T>): Promise<T> {
  const host = await bootHost({ ...readConfig(env), logLevel: env.LOG_LEVEL ?? 'warn' }, installed);
  try {
    return await work(host);
  } finally {
    await host.stop();
  }
}
