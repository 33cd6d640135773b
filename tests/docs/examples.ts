import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readSource } from '../support/sources.js';

export interface Example {
  readonly heading: string;
  readonly files: readonly { readonly path: string; readonly code: string }[];
}

/** Examples of a page: under each heading, blocks whose first line names their file. */
export function examplesOf(page: string): Example[] {
  return readSource(page).split(/^## /m).slice(1).map(section => ({
    heading: section.slice(0, section.indexOf('\n')),
    files: [...section.matchAll(/```tsx?\n\/\/ (\S+)\n([\s\S]*?)```/g)].map(([, path, code]) => ({ path: path!, code: code! })),
  })).filter(example => example.files.length > 0);
}

/** Writes an example as a project; gives its folder. */
export function writeExample(home: string, { files }: Example): string {
  for (const { path, code } of files) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), code);
  }
  const folder = join(home, files[0]!.path.split('/')[0]!);
  writeFileSync(join(folder, 'package.json'), '{ "version": "1.0.0" }');
  return folder;
}
