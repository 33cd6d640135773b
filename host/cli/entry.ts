import { installed } from '../installed.js';
import { main as run } from './main.js';

/** What `sontechsp` and `npm start` call: runs the command, then ends the process with its exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  const code = await run(argv, process.env, installed);
  if (code === undefined) return;
  // After what was written is out: a pipe takes it later than a terminal.
  await new Promise(done => process.stdout.write('', done));
  process.exit(code);
}
