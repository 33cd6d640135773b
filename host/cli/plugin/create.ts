import { join, relative, resolve } from 'node:path';
import { core } from '../../core.js';
import { isPluginId } from '../../packages/rules.js';
import { takenIds } from '../../packages/taken.js';
import { fold } from '@sontechsp/sdk';
import { readArgs, required } from '../args.js';
import { CommandError, UsageError, type Command } from '../command.js';
import { linkProject } from './links.js';
import { isEmptyFolder, isKind, kinds, writeTemplate } from './template.js';
import { vendorInto } from './vendor.js';

const notYet = 'There is no contract for marketplaces yet: this is a plugin of its own, with settings, a job that fetches orders, a screen and a simulator.';

export const create: Command = {
  usage: `NAME [--kind ${kinds.join('|')}] [--dir FOLDER]`,
  says: 'Makes a new plugin that works, with a screen, tests and, where it talks to somebody, a simulator.',
  async run({ argv, plugins, io }) {
    const { values, positionals } = readArgs({ args: [...argv], options: { kind: { type: 'string', default: 'screen' }, dir: { type: 'string' } }, allowPositionals: true });
    const name = required(positionals[0], 'The name');
    const { kind } = values;
    if (!isKind(kind)) throw new UsageError(`There is no kind '${kind}'. Choose ${kinds.join(', ')}.`);
    const id = fold(name).replace(/[^a-z0-9]/g, '');
    if (!isPluginId(id)) throw new UsageError(`'${name}' gives the id '${id}'. Choose a name that begins with a letter and has two to forty letters and digits.`);
    if (takenIds(core, plugins).has(id)) throw new CommandError(`The id '${id}' belongs to the host. Choose another name.`);
    const folder = resolve(values.dir ?? id);
    if (!isEmptyFolder(folder)) throw new CommandError(`${folder} is not empty. Choose another folder with --dir.`);
    const files = writeTemplate(kind, folder, { id, name: title(name) });
    await vendorInto(join(folder, 'vendor'));
    await linkProject(folder);
    const where = relative(process.cwd(), folder) || '.';
    io.say([
      `${title(name)} (${id}) is in ${folder}, ${files.length} files.`, ...(kind === 'marketplace' ? [notYet] : []),
      '', `  npx sontechsp plugin dev ${where}     a till with it, changes shown as you save`, `  npx sontechsp plugin test ${where}    its types and tests`,
      `  npx sontechsp plugin pack ${where}    a tarball, for \`verify\` and \`install\``,
    ].join('\n'));
    return 0;
  },
};

const title = (name: string): string => name.charAt(0).toLocaleUpperCase('tr') + name.slice(1);
