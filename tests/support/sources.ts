import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

const root = process.env.SONTECHSP_ROOT ?? process.cwd();

export interface Import {
  /** Path of the importing file from the clone's root. */
  readonly from: string;
  /** As written: a package, or a path. */
  readonly specifier: string;
  /** Path of the imported file from the root without its ending; undefined for packages. */
  readonly to: string | undefined;
  readonly typeOnly: boolean;
}

/** Every TypeScript file below these folders. */
export function sourceFiles(...folders: string[]): string[] {
  return folders.flatMap(folder => readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter(e => e.isFile() && /\.tsx?$/.test(e.name) && !e.parentPath.includes('node_modules'))
    .map(e => posix.join(e.parentPath.slice(root.length + 1), e.name)));
}
export const readSource = (file: string): string => readFileSync(join(root, file), 'utf8');

/** What a file imports, dynamic imports included. */
export function importsOf(file: string): Import[] {
  const text = readSource(file).replace(/^\s*(\/\/|\*|\/\*).*$/gm, '');
  return [...text.matchAll(/(?:^|\n)\s*(import|export)(\s+type)?\b[^'"();]*?from\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]/g)].map(m => {
    const specifier = (m[3] ?? m[4] ?? m[5])!;
    const to = specifier.startsWith('.') ? posix.join(dirname(file), specifier).replace(/\.(jsx?|tsx?)$/, '') : undefined;
    return { from: file, specifier, to, typeOnly: m[2] !== undefined };
  });
}
