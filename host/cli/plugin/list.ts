import { join } from 'node:path';
import { readConfig } from '../../config.js';
import { core } from '../../core.js';
import { checkDataFolder } from '../../data-folder.js';
import { readPackageFolder } from '../../packages/folder.js';
import { packageIds, packagesFolder } from '../../packages/packages.js';
import { takenIds } from '../../packages/taken.js';
import { readArgs } from '../args.js';
import type { Command } from '../command.js';

export const list: Command = {
  usage: '',
  says: 'Lists the plugins that come with the host and those in the data folder. Runs none of them.',
  async run({ argv, env, plugins, io }) {
    readArgs({ args: [...argv], options: {} });
    for (const { id, version, name } of plugins) io.say([id, version, name, 'built in'].join('\t'));
    const { dataFolder } = readConfig(env);
    checkDataFolder(dataFolder);
    const taken = takenIds(core, plugins);
    for (const id of packageIds(dataFolder)) {
      try {
        const { descriptor } = await readPackageFolder(join(packagesFolder(dataFolder), id));
        io.say([id, descriptor.version, descriptor.name, taken.has(id) ? 'off: its id belongs to the host' : 'installed'].join('\t'));
      } catch (error) {
        io.say([id, '?', '?', `off: ${(error as Error).message}`].join('\t'));
      }
    }
    return 0;
  },
};
