import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { core } from '../../core.js';
import { readArgs } from '../args.js';
import type { Command } from '../command.js';
import { cloneFolder } from './clone.js';
import { referencePage } from './reference-page.js';

export const reference: Command = {
  usage: '',
  says: 'Writes docs/reference.md of the clone: every hook, slot, topic, token and permission there is.',
  async run({ argv, plugins, io }) {
    readArgs({ args: [...argv], options: {} });
    const file = join(cloneFolder(), 'docs/reference.md');
    writeFileSync(file, referencePage(core, plugins));
    io.say(file);
    return 0;
  },
};
