import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

type Loaders = Readonly<Record<string, (() => Promise<{ default?: unknown }>) | undefined>>;
interface WebModule { readonly screens: Loaders; readonly slots: Loaders }

/** What a module asks the host for, by address. */
const imports = /(\bfrom\s*|\bimport\s*\(?\s*)["']\/web\/([^"'?]+)["']/g;

/**
 * Loads a plugin's browser module without a browser, with the shared modules of the build, and says what is wrong with it.
 * Components are made, not shown.
 */
export async function faultsOfModule(text: string, webFolder: string, wanted: { screens: readonly string[]; slots: readonly string[] }, temporary: string): Promise<string[]> {
  const strange = [...text.matchAll(imports)].map(match => match[2]!).filter(path => !path.startsWith('shared/'));
  if (strange.length > 0) return strange.map(path => `it imports /web/${path}, which is no module the host shares`);
  const home = join(temporary, 'web');
  const local = (code: string): string => code.replace(imports, (_, before: string, path: string) => `${before}"${pathToFileURL(join(home, path)).href}"`);
  await writeFile(join(temporary, 'package.json'), '{ "type": "module" }');
  for (const entry of await readdir(join(webFolder, 'shared'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.js')) continue;
    const from = join(entry.parentPath, entry.name);
    const to = join(home, from.slice(webFolder.length));
    await mkdir(dirname(to), { recursive: true });
    await writeFile(to, local(await readFile(from, 'utf8')));
  }
  const file = join(home, 'plugin.js');
  await writeFile(file, local(text));
  const module = await import(pathToFileURL(file).href) as WebModule;
  const faults: string[] = [];
  for (const kind of ['screens', 'slots'] as const) {
    for (const name of wanted[kind]) {
      const component = (await module[kind]?.[name]?.())?.default;
      if (typeof component !== 'function') faults.push(`${kind.slice(0, -1)} '${name}' has no component as its default export`);
    }
  }
  return faults;
}
