import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Place } from './databases.js';

export interface RunningHost {
  readonly url: string;
  readonly process: ChildProcess;
  /** Milliseconds from the start of the process to its line on standard output. */
  readonly startedIn: number;
  stop(): Promise<void>;
}

/** Starts the product as its users do, or a script that does so in its way, in a process of its own. */
export async function startHost(
  place: Pick<Place, 'databaseUrl' | 'dataFolder'>, env: Record<string, string> = {}, script = join(process.env.SONTECHSP_ROOT!, 'host/launch/start.mjs'),
): Promise<RunningHost> {
  const begin = performance.now();
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, PORT: '0', SONTECHSP_DATA: place.dataFolder, LOG_LEVEL: 'error', ...(place.databaseUrl ? { SONTECHSP_DATABASE_URL: place.databaseUrl } : {}), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout!.on('data', (chunk: Buffer) => {
      const found = /listening on (http:\S+)/.exec(chunk.toString());
      if (found) resolve(found[1]!);
    });
    child.once('exit', code => reject(new Error(`The host ended with ${code}`)));
  });
  return {
    url, process: child, startedIn: performance.now() - begin,
    stop: () => new Promise(resolve => { child.once('exit', () => resolve()); child.kill('SIGTERM'); }),
  };
}
