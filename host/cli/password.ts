import { CommandError } from './command.js';
import type { Output } from './io.js';

/**
 * A new password: from standard input with `--password-stdin`, from SONTECHSP_PASSWORD, or asked for twice at the terminal.
 * Never from an argument, which every user of the machine could read.
 */
export async function newPassword(io: Output, env: NodeJS.ProcessEnv, fromStdin: boolean): Promise<string> {
  if (fromStdin) return some((await io.readAll()).replace(/\r?\n$/, ''));
  if (env.SONTECHSP_PASSWORD) return env.SONTECHSP_PASSWORD;
  if (!io.askHidden) throw new CommandError('There is no terminal to ask for the password at. Pipe it in with --password-stdin, or set SONTECHSP_PASSWORD.');
  const first = some(await io.askHidden('Password: '));
  if (await io.askHidden('Once more: ') !== first) throw new CommandError('The two passwords differ. Nothing was changed.');
  return first;
}

function some(password: string): string {
  if (password === '') throw new CommandError('The password is empty. Nothing was changed.');
  return password;
}
