import { join, resolve } from 'node:path';
import { packArchive } from '../../packages/archive.js';
import { readArgs } from '../args.js';
import type { Command } from '../command.js';
import { buildPackage } from './build.js';
import { openProject } from './project.js';
import { summaryOf } from './summary.js';
import { inTemporaryFolder } from './temporary.js';

export const pack: Command = {
  usage: '[FOLDER] [--out FOLDER]',
  says: 'Compiles a plugin and packs it with its descriptor into ID-VERSION.tgz.',
  async run({ argv, plugins, io }) {
    const { values, positionals } = readArgs({ args: [...argv], options: { out: { type: 'string' } }, allowPositionals: true });
    const project = openProject(positionals[0]);
    return inTemporaryFolder(async folder => {
      const { descriptor } = await buildPackage(project, plugins, join(folder, 'package'));
      const file = resolve(values.out ?? project.folder, `${descriptor.id}-${descriptor.version}.tgz`);
      await packArchive(join(folder, 'package'), file);
      io.say([`${descriptor.name} ${descriptor.version}`, ...summaryOf(descriptor), file].join('\n'));
      return 0;
    });
  },
};
