import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CommandError } from '../command.js';

/** The folder of the clone this command runs from: the sdk and what builds plugins lie there. */
export function cloneFolder(): string {
  const root = process.env.SONTECHSP_ROOT;
  if (!root || !existsSync(join(root, 'sdk'))) throw new CommandError('Plugins are made with a clone of SONTECHSP. Run `npx sontechsp plugin …` there.');
  return root;
}

interface Names { readonly screens: readonly string[]; readonly slots: readonly string[] }
/** `host/launch/plugin-bundle.mjs`, which is no part of the build because it makes builds. */
export interface Bundler {
  buildPluginServer(folder: string, outfile: string): Promise<unknown>;
  buildPluginWeb(folder: string, id: string, outdir: string): Promise<Names>;
  buildPluginTools(folder: string, entryPoints: readonly string[], outdir: string): Promise<unknown>;
  /** Source files of the clone by the name under which a plugin imports them. */
  sharedSources(): Readonly<Record<string, string>>;
}

export async function loadBundler(): Promise<Bundler> {
  const url = pathToFileURL(join(cloneFolder(), 'host/launch/plugin-bundle.mjs')).href;
  try {
    return await import(url) as Bundler;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new CommandError('esbuild is missing, which compiles plugins. Run `npm install` in the clone with development packages.', { cause: error });
  }
}

/** The compiler of the clone. */
export function compilerFile(): string {
  const file = join(cloneFolder(), 'node_modules/typescript/bin/tsc');
  if (!existsSync(file)) throw new CommandError('TypeScript is missing. Run `npm install` in the clone with development packages.');
  return file;
}
/** Folders of `@sontechsp/sdk` and `@sontechsp/contracts` as JavaScript and declarations, for the clone as it is; made when they are not there. */
export async function authorPackages(): Promise<{ readonly sdk: string; readonly contracts: string }> {
  compilerFile();
  const made = await import(pathToFileURL(join(cloneFolder(), 'host/launch/author-packages.mjs')).href) as { authorPackages(): { sdk: string; contracts: string } };
  return made.authorPackages();
}
/** The ranges in which the clone uses packages. */
export function rangesOf(names: readonly string[]): Record<string, string> {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(cloneFolder(), 'package.json'), 'utf8')) as Record<'dependencies' | 'devDependencies', Record<string, string>>;
  const all: Record<string, string | undefined> = { ...dependencies, ...devDependencies };
  return Object.fromEntries(names.map(name => [name, all[name]!]));
}

/** What esbuild complained of, a line each: `screens/x.tsx:3:7: …`. */
export function complaints(error: unknown): string {
  const { errors } = error as { errors?: readonly { text: string; location: { file: string; line: number; column: number } | null }[] };
  if (!errors) return error instanceof Error ? error.message : String(error);
  return errors.map(({ text, location }) => (location ? `${location.file}:${location.line}:${location.column + 1}: ${text}` : text)).join('\n');
}
