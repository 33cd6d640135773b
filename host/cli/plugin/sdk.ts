import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readArgs } from '../args.js';
import type { Command } from '../command.js';
import { vendorInto } from './vendor.js';

export const sdk: Command = {
  usage: '[FOLDER]',
  says: 'Packs the sdk and the contracts of this clone as tarballs: into vendor/ of a plugin, or into the folder given.',
  async run({ argv, io }) {
    const { positionals } = readArgs({ args: [...argv], options: {}, allowPositionals: true });
    const folder = resolve(positionals[0] ?? '.');
    const files = await vendorInto(existsSync(join(folder, 'plugin.ts')) ? join(folder, 'vendor') : folder);
    io.say(files.join('\n'));
    return 0;
  },
};
