import { join } from 'node:path';
import { readConfig } from '../../config.js';
import { core } from '../../core.js';
import { makeDataFolder } from '../../data-folder.js';
import { installPackage } from '../../packages/install.js';
import { packagesFolder } from '../../packages/packages.js';
import { takenIds } from '../../packages/taken.js';
import { readArgs, required } from '../args.js';
import type { Command } from '../command.js';
import { packageAt } from './source.js';
import { summaryOf } from './summary.js';

export const install: Command = {
  usage: 'TARBALL|FOLDER',
  says: 'Puts a plugin into the data folder. It runs after the next start, in the stores where an administrator switches it on.',
  async run({ argv, env, plugins, io }) {
    const { positionals } = readArgs({ args: [...argv], options: {}, allowPositionals: true });
    const fill = packageAt(required(positionals[0], 'The tarball'), plugins);
    const { dataFolder } = readConfig(env);
    makeDataFolder(dataFolder);
    const { descriptor, before } = await installPackage(dataFolder, takenIds(core, plugins), fill);
    io.say([
      `${descriptor.name} ${descriptor.version} is installed in ${join(packagesFolder(dataFolder), descriptor.id)}${before ? `, in place of ${before}` : ''}. It may do this:`,
      ...summaryOf(descriptor),
      'It runs in the host itself: install only what you trust.',
      `A host that runs goes on ${before ? 'with the old one' : 'without it'} until it is started anew${before ? '' : '; then it is off in every store until an administrator switches it on under Plugins'}.`,
    ].join('\n'));
    return 0;
  },
};
