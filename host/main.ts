import { Log, type Plugin } from '@sontechsp/sdk';
import { bootHost } from './boot.js';
import { readConfig } from './config.js';
import { installed } from './installed.js';
import { catchStrays } from './kernel/strays.js';
import { Faults } from './kernel/tokens.js';
import { KnownSecrets } from './settings/known-secrets.js';

/** The house is left within ten seconds, whatever hangs; what was not committed by then did not happen. */
const PATIENCE_MS = 9_500;

/** Starts the host and serves until it is told to stop. One clear sentence and exit code 1 when it cannot. */
export async function start(env: NodeJS.ProcessEnv, plugins: readonly Plugin[] = installed): Promise<void> {
  // Before any code of a plugin runs: what it starts and forgets may fail while the host is still booting.
  const strays = catchStrays();
  const booting = bootHost(readConfig(env), plugins);
  let stopping = false;
  // Told twice, as npm does with Ctrl-C, it stops once; told while it boots, it stops when it has.
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(0), PATIENCE_MS);
    booting.then(host => host.stop()).then(() => process.exit(0), () => process.exit(1));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  const host = await booting;
  strays.tell({ faults: host.resolve(Faults), log: host.resolve(Log), scrub: host.resolve(KnownSecrets).scrub });
  if (stopping) return;
  const { url } = await host.listen();
  process.stdout.write(`SONTECHSP listening on ${url}\n`);
}
