import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.mjs';

/** What drives a browser or starts a host process takes longest. */
const isDear = source => source.startsWith('tests/journeys/') || /support\/(browser|child|process)\.js'/.test(readFileSync(join(root, source), 'utf8'));

/** The dear ones first, so that at the end no process works long on its last file while the others have none. */
export function dearFirst(files) {
  const dear = new Set(files.filter(({ source }) => isDear(source)));
  return [...dear, ...files.filter(file => !dear.has(file))];
}
