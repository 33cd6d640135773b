import { createToken, type Job, type Plugin } from '@sontechsp/sdk';
import type { Registry } from '../tokens.js';

export interface Declared {
  readonly plugin: Plugin;
  readonly job: Job;
}
/** The jobs of everything that runs here, by id. */
export interface DeclaredJobs {
  get(id: string): Declared | undefined;
  all(): readonly Declared[];
  ids(): readonly string[];
}
export const DeclaredJobs = createToken<DeclaredJobs>('host.declaredJobs');

export function createDeclaredJobs({ registry }: { registry: Registry }): DeclaredJobs {
  let known: Map<string, Declared> | undefined;
  // Asked when first needed: what is installed is known at the end of the boot.
  const jobs = (): Map<string, Declared> => (known ??= new Map(registry.installed
    .filter(({ state }) => state === 'active')
    .flatMap(({ plugin }) => plugin.jobs.map(job => [job.id, { plugin, job }]))));
  return { get: id => jobs().get(id), all: () => [...jobs().values()], ids: () => [...jobs().keys()] };
}
