import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { UsageError } from './usage.js';

/** A password: SONTECHSP_PASSWORD, the first line of standard input, or typed at a prompt that shows nothing. Never an argument. */
export async function readPassword(env: NodeJS.ProcessEnv): Promise<string> {
  if (env.SONTECHSP_PASSWORD) return env.SONTECHSP_PASSWORD;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  if (process.stdin.isTTY) process.stderr.write('Password: ');
  const lines = createInterface({ input: process.stdin, output: silent, terminal: process.stdin.isTTY });
  for await (const line of lines) {
    lines.close();
    if (process.stdin.isTTY) process.stderr.write('\n');
    return line;
  }
  throw new UsageError('No password was given. Set SONTECHSP_PASSWORD or write it on standard input.');
}
