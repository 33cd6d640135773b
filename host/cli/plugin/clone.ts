import { existsSync } from 'node:fs';
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

/** What esbuild complained of, a line each: `screens/x.tsx:3:7: …`. */
export function complaints(error: unknown): string {
  const { errors } = error as { errors?: readonly { text: string; location: { file: string; line: number; column: number } | null }[] };
  if (!errors) return error instanceof Error ? error.message : String(error);
  return errors.map(({ text, location }) => (location ? `${location.file}:${location.line}:${location.column + 1}: ${text}` : text)).join('\n');
}
