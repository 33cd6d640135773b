import { readConfig } from '../config.js';
import { UsageError } from './usage.js';

/** A command: what follows its name, and the environment it runs in. Resolves to the exit code. */
export type Command = (args: readonly string[], env: NodeJS.ProcessEnv) => Promise<number>;

const commands: Record<string, { readonly says: string; load(): Promise<Command> }> = {
  start: { says: 'migrate, serve and deliver until told to stop', load: async () => (await import('./start.js')).startCommand },
  migrate: { says: 'bring the database up to date and end', load: async () => (await import('./migrate.js')).migrateCommand },
  setup: { says: 'make the firm, store, till and administrator: --firm --store --terminal --admin --name [--demo]; password from SONTECHSP_PASSWORD, standard input or a prompt', load: async () => (await import('./setup.js')).setupCommand },
  user: { says: 'list | add USERNAME --name NAME --role ROLE [--store CODE] | password USERNAME', load: async () => (await import('./user.js')).userCommand },
  import: { says: 'FILE [--store CODE]: load a catalogue from CSV', load: async () => (await import('./import.js')).importCommand },
  demo: { says: '[--store CODE]: load the demonstration catalogue', load: async () => (await import('./demo.js')).demoCommand },
  doctor: { says: 'check every invariant; exit code 1 when one is violated', load: async () => (await import('./doctor.js')).doctorCommand },
};

const help = (): string => `Usage: sontechsp <command>\n\n${Object.entries(commands).map(([name, { says }]) => `  ${name.padEnd(9)} ${says}`).join('\n')}\n`;

/** Runs one command and ends the process, except for `start`, which goes on. */
export async function main(argv: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<void> {
  const [name = 'help', ...args] = argv;
  if (name === 'help' || name === '--help') return void process.stdout.write(help());
  const command = commands[name];
  if (!command) {
    process.stderr.write(`There is no command '${name}'.\n\n${help()}`);
    process.exit(2);
  }
  try {
    readConfig(env);
    const code = await (await command.load())(args, env);
    if (name !== 'start') process.exit(code);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    if (env.LOG_LEVEL === 'debug' && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    process.exit(error instanceof UsageError ? 2 : 1);
  }
}
