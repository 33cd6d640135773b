import type { Plugin } from '@sontechsp/sdk';
import { main } from '../../host/cli/main.js';
import { installed } from '../../host/installed.js';
import type { Place } from '../support/databases.js';

export interface Ran {
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
}
interface Given {
  readonly stdin?: string;
  readonly asked?: readonly string[];
  readonly env?: Record<string, string>;
  readonly plugins?: readonly Plugin[];
}

/** Runs a command on the database of a place, as a person at the terminal who types `asked`, or as a pipe with `stdin`. */
export async function sontechsp(place: Place, argv: readonly string[], { stdin = '', asked, env = {}, plugins = installed }: Given = {}): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const answers = [...(asked ?? [])];
  const code = await main(argv, {
    SONTECHSP_DATA: place.dataFolder, LOG_LEVEL: 'silent', ...(place.databaseUrl ? { SONTECHSP_DATABASE_URL: place.databaseUrl } : {}), ...env,
  }, plugins, {
    say: line => void out.push(line),
    complain: line => void err.push(line),
    readAll: async () => stdin,
    askHidden: asked && (async () => answers.shift() ?? ''),
    progress: undefined,
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}
