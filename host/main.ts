import { bootHost } from './boot.js';
import { readConfig } from './config.js';
import { installed } from './installed.js';

/** Starts the host and serves until it is told to stop. One clear sentence and exit code 1 when it cannot. */
export async function start(env: NodeJS.ProcessEnv): Promise<void> {
  const host = await bootHost(readConfig(env), installed);
  const stop = (): void => {
    process.exitCode = 0;
    host.stop().then(() => process.exit(0), () => process.exit(1));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  const { url } = await host.listen();
  process.stdout.write(`SONTECHSP listening on ${url}\n`);
}
