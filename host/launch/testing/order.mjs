import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.mjs';

/** Supports of tests that start a browser or a host process: their files take longest. */
const dear = /support\/(browser|child|process)\.js'/;

/** The dear ones first, so that at the end no process works long on its last file while the others have none. */
export function dearFirst(files) {
  const isDear = new Map(files.map(file => [file, dear.test(readFileSync(join(root, file.source), 'utf8'))]));
  return [...files].sort((a, b) => Number(isDear.get(b)) - Number(isDear.get(a)));
}
