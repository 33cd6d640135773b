import { readConfig } from '../../config.js';
import { core } from '../../core.js';
import { installPackage } from '../../packages/install.js';
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
    const { descriptor, before } = await installPackage(readConfig(env).dataFolder, takenIds(core, plugins), fill);
    io.say([
      `${descriptor.name} ${descriptor.version} is installed${before ? ` in place of ${before}` : ''}. It may do this:`,
      ...summaryOf(descriptor),
      'It runs in the host itself: install only what you trust. Start the host anew, then switch it on under Plugins.',
    ].join('\n'));
    return 0;
  },
};
