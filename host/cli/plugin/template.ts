import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { sdkVersion } from '../../packages/rules.js';
import { cloneFolder } from './clone.js';

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
  put(join(folder, 'package.json'), `${JSON.stringify(manifestOf(id, name), null, 2)}\n`);
  put(join(folder, 'tsconfig.json'), `${JSON.stringify({ extends: './.sontechsp/tsconfig.json', include: ['**/*.ts', '**/*.tsx'], exclude: ['node_modules', '.sontechsp'] }, null, 2)}\n`);
  put(join(folder, '.gitignore'), 'node_modules/\n.sontechsp/\n*.tgz\n');
  return files;
}
export const isEmptyFolder = (folder: string): boolean => !existsSync(folder) || (statSync(folder).isDirectory() && readdirSync(folder).length === 0);

const manifestOf = (id: string, name: string) => ({
  name: `sontechsp-${id}`, version: '0.1.0', description: `${name}, a plugin for SONTECHSP`, license: 'MIT', type: 'module', private: true,
  keywords: ['sontechsp-plugin'],
  scripts: { dev: 'sontechsp plugin dev', test: 'sontechsp plugin test', pack: 'sontechsp plugin pack' },
  sontechsp: { sdk: sdkVersion },
});

function put(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
