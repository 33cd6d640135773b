import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createToken } from '@sontechsp/sdk';
import { readDescriptor } from './descriptor.js';
import { packageIds, packagesFolder, type Packages } from './packages.js';

/** A package that lies in the data folder otherwise than this process runs it. */
export interface PendingPackage {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly change: 'added' | 'changed' | 'removed';
}
/**
 * What the next start of this process will change. A package is wired once, at a start: its migrations, hooks, routes, subscribers
 * and jobs are part of what all others were checked against, and each host of a database has a data folder of its own.
 */
export interface PendingPackages {
  list(): Promise<PendingPackage[]>;
}
export const PendingPackages = createToken<PendingPackages>('host.pendingPackages');

export function createPendingPackages(dataFolder: string, running: Packages, taken: ReadonlySet<string>): PendingPackages {
  const known = new Map([...running.plugins, ...running.off.map(one => one.plugin)].map(({ id, name, version }) => [id, { id, name, version }]));
  return {
    async list() {
      const there = packageIds(dataFolder).filter(id => !taken.has(id));
      const changed = await Promise.all(there.map(async (id): Promise<PendingPackage[]> => {
        // What cannot be read is for the next start to complain of.
        const text = await readFile(join(packagesFolder(dataFolder), id, 'descriptor.json'), 'utf8').catch(() => undefined);
        if (text === undefined || text === running.descriptors.get(id)) return [];
        try {
          const { name, version } = readDescriptor(text);
          return [{ id, name, version, change: known.has(id) ? 'changed' : 'added' }];
        } catch {
          return [];
        }
      }));
      const removed = [...known.values()].filter(({ id }) => !there.includes(id)).map((one): PendingPackage => ({ ...one, change: 'removed' }));
      return [...changed.flat(), ...removed];
    },
  };
}
