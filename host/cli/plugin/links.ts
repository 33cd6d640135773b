import { lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cloneFolder, loadBundler } from './clone.js';

/**
 * Ties a project to this clone: `.sontechsp/tsconfig.json` tells editors and `tsc` where the sdk and its types lie, and
 * `node_modules/.bin/sontechsp` makes `npm run dev` work there. Both are made anew by every command and belong in no repository.
 */
export async function linkProject(folder: string): Promise<void> {
  const clone = cloneFolder();
  const { sharedSources } = await loadBundler();
  const packages = join(clone, 'node_modules');
  const paths = {
    ...Object.fromEntries(Object.entries(sharedSources()).map(([name, file]) => [name, [file]])),
    preact: [join(packages, 'preact')],
    'preact/hooks': [join(packages, 'preact/hooks')],
    'preact/jsx-runtime': [join(packages, 'preact/jsx-runtime')],
    '@preact/signals': [join(packages, '@preact/signals')],
    chai: [join(packages, '@types/chai')],
  };
  write(join(folder, '.sontechsp/tsconfig.json'), `${JSON.stringify({
    compilerOptions: {
      target: 'ES2023', lib: ['ES2023', 'DOM', 'DOM.Iterable', 'ESNext.Disposable'], module: 'ESNext', moduleResolution: 'Bundler',
      jsx: 'react-jsx', jsxImportSource: 'preact', strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true,
      verbatimModuleSyntax: true, isolatedModules: true, resolveJsonModule: true, skipLibCheck: true, noEmit: true,
      typeRoots: [join(packages, '@types')], types: ['node', 'mocha'], paths,
    },
  }, null, 2)}\n`);
  linkCommand(join(folder, 'node_modules/.bin/sontechsp'), join(clone, 'host/launch/sontechsp.mjs'));
}

function linkCommand(link: string, target: string): void {
  mkdirSync(dirname(link), { recursive: true });
  rmSync(link, { force: true });
  if (process.platform === 'win32') return write(`${link}.cmd`, `@node "${target}" %*\r\n`);
  if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(target, link);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
