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

export const plugin: Command = {
  usage: `${Object.keys(commands).join('|')} …`,
  says: 'Makes, tries, packs and installs plugins; `sontechsp plugin help` explains each.',
  async run(call) {
    const [name, ...argv] = call.argv;
    if (name === 'help') {
      for (const [each, load] of Object.entries(commands)) {
        const { usage, says } = await load();
        call.io.say(`  sontechsp plugin ${each} ${usage}`.trimEnd());
        call.io.say(`      ${says}`);
      }
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
