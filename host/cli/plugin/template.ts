import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { cloneFolder, rangesOf } from './clone.js';
import { vendored } from './vendor.js';

export const kinds = ['screen', 'report', 'carrier', 'marketplace'] as const;
export type Kind = (typeof kinds)[number];
export const isKind = (word: string): word is Kind => (kinds as readonly string[]).includes(word);

/** Writes a new project from the template of its kind, in which `ornek` stands for the id and `Örnek` for the name. */
export function writeTemplate(kind: Kind, folder: string, { id, name }: { id: string; name: string }): string[] {
  const from = join(cloneFolder(), 'host/cli/plugin/templates', kind);
  const given = (text: string): string => text.replaceAll('ornek', id).replaceAll('Örnek', name.replaceAll(/["'\\`$]/g, ''));
  const files = readdirSync(from, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
    .map(entry => relative(from, join(entry.parentPath, entry.name)).split(sep).join('/'));
  for (const file of files) put(join(folder, given(file)), given(readFileSync(join(from, file), 'utf8')));
  put(join(folder, 'package.json'), `${JSON.stringify(manifestOf(id, name, files.some(file => file.endsWith('.tsx'))), null, 2)}\n`);
  put(join(folder, 'tsconfig.json'), `${JSON.stringify(projectConfig, null, 2)}\n`);
  put(join(folder, '.gitignore'), 'node_modules/\n/*.tgz\n');
  put(join(folder, 'README.md'), readmeOf(name));
  return files;
}
export const isEmptyFolder = (folder: string): boolean => !existsSync(folder) || (statSync(folder).isDirectory() && readdirSync(folder).length === 0);

/** `tsconfig.json` of a project: nothing in it knows where a clone lies. */
export const projectConfig = {
  compilerOptions: {
    target: 'ES2023', lib: ['ES2023', 'DOM', 'DOM.Iterable', 'ESNext.Disposable'], module: 'ESNext', moduleResolution: 'Bundler', jsx: 'react-jsx', jsxImportSource: 'preact',
    strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, verbatimModuleSyntax: true, isolatedModules: true, resolveJsonModule: true,
    skipLibCheck: true, noEmit: true, types: ['node', 'mocha'],
  },
  include: ['**/*.ts', '**/*.tsx'], exclude: ['node_modules', 'vendor'],
};

/** All is for writing and checking only: what is packed needs nothing beside it. */
const manifestOf = (id: string, name: string, screens: boolean) => ({
  name: `sontechsp-${id}`, version: '0.1.0', description: `${name}, a plugin for SONTECHSP`, license: 'MIT', type: 'module', private: true,
  keywords: ['sontechsp-plugin'],
  scripts: { dev: 'sontechsp plugin dev', test: 'sontechsp plugin test', types: 'tsc', pack: 'sontechsp plugin pack' },
  devDependencies: { ...vendored, ...rangesOf(['@types/chai', '@types/mocha', '@types/node', 'chai', 'typescript', ...(screens ? ['preact', '@preact/signals'] : [])]) },
});

const readmeOf = (name: string): string => `# ${name}

A plugin for SONTECHSP, an open point of sale.

| in a folder whose clone of SONTECHSP was started once | does |
|---|---|
| \`npm run dev\` | opens a throw-away shop with the plugin on, and follows every change |
| \`npm test\` | checks the types and runs the tests, each on a host of its own |
| \`npm run pack\` | packs it; \`npx sontechsp plugin verify\` tries the tarball, \`install\` puts it into a host |

Without a clone, \`npm install\` and \`npm run types\` are enough to write it: \`vendor/\` holds the sdk and the contracts of the built-in
plugins. The pages for authors are in \`docs/\` of the clone; this page goes with the package, so tell here what the plugin does.
`;

function put(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
