import type { Plugin } from '@sontechsp/sdk';
import { core } from '../core.js';
import { UsageError, type Command } from './command.js';
import { demo } from './commands/demo.js';
import { doctor } from './commands/doctor.js';
import { importGoods } from './commands/import.js';
import { migrate } from './commands/migrate.js';
import { plugin } from './commands/plugin.js';
import { setup } from './commands/setup.js';
import { shift } from './commands/shift.js';
import { start } from './commands/start.js';
import { user } from './commands/user.js';
import { processIo, type Output } from './io.js';

const commands: Readonly<Record<string, Command>> = { start, migrate, setup, user, import: importGoods, doctor, demo, plugin, shift };

/**
 * Runs one command. Resolves to its exit code: 0, 1 when it could not be done, 2 when it was asked for wrongly; undefined when
 * the process goes on serving. An error is one sentence on standard error.
 */
export async function main(argv: readonly string[], env: NodeJS.ProcessEnv, plugins: readonly Plugin[], io: Output = processIo()): Promise<number | undefined> {
  const [name, ...rest] = argv;
  if (name === '--version' || name === '-v') return say(io, core.version);
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') return say(io, help());
  const command = Object.hasOwn(commands, name) ? commands[name]! : undefined;
  if (!command) return complain(io, `There is no command '${name}'. Run \`sontechsp help\` to see them all.`, 2);
  if (rest.includes('--help') || rest.includes('-h')) return say(io, await command.help?.(rest) ?? `${usageOf(name, command)}\n${command.says}`);
  try {
    return await command.run({ argv: rest, env, plugins, io });
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error);
    return error instanceof UsageError ? complain(io, `${sentence}\nUsage: ${usageOf(name, command)}`, 2) : complain(io, sentence, 1);
  }
}

const usageOf = (name: string, { usage }: Command): string => `sontechsp ${name} ${usage}`.trimEnd();
const help = (): string => ['Usage: sontechsp COMMAND', '', ...Object.entries(commands).flatMap(([name, command]) =>
  [`  ${usageOf(name, command).replace(/^sontechsp /, '')}`, `      ${command.says}`])].join('\n');

function say(io: Output, text: string): number {
  io.say(text);
  return 0;
}
function complain(io: Output, text: string, code: number): number {
  io.complain(text);
  return code;
}
