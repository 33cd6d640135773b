import { UsageError, type Command } from '../command.js';

/** Loaded one by one: who starts the shop needs none of them. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  create: async () => (await import('../plugin/create.js')).create,
  dev: async () => (await import('../plugin/dev.js')).dev,
  test: async () => (await import('../plugin/test.js')).test,
  pack: async () => (await import('../plugin/pack.js')).pack,
  verify: async () => (await import('../plugin/verify.js')).verify,
  install: async () => (await import('../plugin/install.js')).install,
  uninstall: async () => (await import('../plugin/uninstall.js')).uninstall,
  sdk: async () => (await import('../plugin/sdk.js')).sdk,
  list: async () => (await import('../plugin/list.js')).list,
  reference: async () => (await import('../plugin/reference.js')).reference,
};

/** What one command of them does, or all. */
async function explain(asked: string | undefined): Promise<string> {
  const names = asked !== undefined && Object.hasOwn(commands, asked) ? [asked] : Object.keys(commands);
  const told = await Promise.all(names.map(async name => {
    const { usage, says } = await commands[name]!();
    return [`  sontechsp plugin ${name} ${usage}`.trimEnd(), `      ${says}`];
  }));
  return told.flat().join('\n');
}

export const plugin: Command = {
  usage: `${Object.keys(commands).join('|')} …`,
  says: 'Makes, tries, packs and installs plugins; `sontechsp plugin help` explains each.',
  help: ([asked]) => explain(asked),
  async run(call) {
    const [name, ...argv] = call.argv;
    if (name === 'help') {
      call.io.say(await explain(argv[0]));
      return 0;
    }
    if (name === undefined || !Object.hasOwn(commands, name)) throw new UsageError(name === undefined ? 'Say what to do.' : `There is no command 'plugin ${name}'.`);
    const command = await commands[name]!();
    try {
      return await command.run({ ...call, argv });
    } catch (error) {
      throw error instanceof UsageError ? new UsageError(`${error.message} sontechsp plugin ${name} ${command.usage}`) : error;
    }
  },
};
