import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

/** All files below these folders of the clone, sorted, build products and packages left out. */
export function filesOf(...folders) {
  const found = [];
  const walk = folder => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      if (entry.name === 'node_modules' || entry.name === 'dist' || entry.name.startsWith('.')) continue;
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else found.push(path);
    }
  };
  folders.forEach(walk);
  return found.sort();
}

/** One hash over the content of these files, what is installed and the Node that runs it: the name of a build. */
export function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of ['package-lock.json', 'tsconfig.json', ...files]) hash.update(file).update('\0').update(readFileSync(join(root, file))).update('\0');
  return hash.digest('hex').slice(0, 16);
}
