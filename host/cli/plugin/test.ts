import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { readArgs } from '../args.js';
import { CommandError, type Command } from '../command.js';
import { cloneFolder, compilerFile, complaints, loadBundler } from './clone.js';
import { linkProject } from './links.js';
import { openProject } from './project.js';

export const test: Command = {
  usage: '[FOLDER]',
  says: 'Checks the types of a plugin and runs its tests, each on a host of its own.',
  async run({ argv, io }) {
    const { positionals } = readArgs({ args: [...argv], options: {}, allowPositionals: true });
    const { folder } = openProject(positionals[0]);
    await linkProject(folder);
    const clone = cloneFolder();
    const types = spawnSync(process.execPath, [compilerFile(), '-p', folder], { cwd: folder, encoding: 'utf8' });
    if (types.status !== 0) throw new CommandError(`${types.stdout}${types.stderr}`.trim());
    const tests = testsOf(folder);
    if (tests.length === 0) throw new CommandError('There are no tests: nothing in tests/ ends in .test.ts.');
    // In the clone, so that the packages of the host are found from there.
    const out = join(clone, 'dist', `eklenti-${process.pid}`);
    mkdirSync(out, { recursive: true });
    try {
      const { buildPluginTools } = await loadBundler();
      await buildPluginTools(folder, tests, out).catch((error: unknown) => { throw new CommandError(complaints(error)); });
      const failures = await runTests(tests.map(file => join(out, file.replace(/\.tsx?$/, '.js'))));
      io.say(failures === 0 ? 'All tests pass.' : `${failures} tests fail.`);
      return failures === 0 ? 0 : 1;
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  },
};

function testsOf(folder: string): string[] {
  if (!existsSync(join(folder, 'tests'))) return [];
  return readdirSync(join(folder, 'tests'), { withFileTypes: true, recursive: true }).filter(entry => entry.isFile() && /\.test\.tsx?$/.test(entry.name))
    .map(entry => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')).sort();
}

async function runTests(files: readonly string[]): Promise<number> {
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ timeout: 30_000, slow: 2_000, reporter: 'spec' });
  files.forEach(file => mocha.addFile(file));
  await mocha.loadFilesAsync();
  return new Promise(resolve => { mocha.run(resolve); });
}
