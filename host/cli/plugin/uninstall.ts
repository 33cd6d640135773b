import { readConfig } from '../../config.js';
import { removePackage } from '../../packages/install.js';
import { readArgs, required } from '../args.js';
import { CommandError, type Command } from '../command.js';

export const uninstall: Command = {
  usage: 'ID',
  says: 'Takes a plugin out of the data folder. Its tables and settings stay for the day it comes back.',
  async run({ argv, env, plugins, io }) {
    const { positionals } = readArgs({ args: [...argv], options: {}, allowPositionals: true });
    const id = required(positionals[0], 'The id');
    if (plugins.some(plugin => plugin.id === id)) throw new CommandError(`'${id}' comes with the host. Switch it off in the stores that do not need it.`);
    if (!await removePackage(readConfig(env).dataFolder, id)) throw new CommandError(`There is no plugin '${id}' in the data folder.`);
    io.say(`'${id}' is removed; its data stays. A running host has it until it is started anew.`);
    return 0;
  },
};
