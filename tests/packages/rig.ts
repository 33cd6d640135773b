import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from '../support/databases.js';
import { sontechsp, type Ran } from '../cli/rig.js';

/** The command, which must come through. */
export async function plugin(place: Place, ...argv: string[]): Promise<Ran> {
  const ran = await sontechsp(place, ['plugin', ...argv]);
  if (ran.code !== 0) throw new Error(`plugin ${argv.join(' ')}: ${ran.err}`);
  return ran;
}

/** Writes a project of two files: `definePlugin({ ...spec })` with what else the code needs before it. */
export function writeProject(folder: string, id: string, spec: string, before = ''): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: id, version: '1.0.0' }));
  writeFileSync(join(folder, 'plugin.ts'), `
    import { col, createTable, definePlugin, migration, object, permission, route, runSql, screen, t, table } from '@sontechsp/sdk';
    ${before}
    export default definePlugin({ id: '${id}', name: '${id.toUpperCase()}', version: '1.0.0', sdk: '^0.1.0', ${spec} });`);
  return folder;
}

export const packageFolder = (place: Place, id: string): string => join(place.dataFolder, 'eklentiler', id);

/** Changes an installed package behind the host's back, so that its files still fit their hashes. */
export function tamper(folder: string, { server, descriptor = value => value }: { server?: (code: string) => string; descriptor?: (value: Record<string, unknown>) => Record<string, unknown> }): void {
  const file = join(folder, 'descriptor.json');
  const value = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown> & { files: Record<string, string> };
  if (server) {
    const code = server(readFileSync(join(folder, 'server.mjs'), 'utf8'));
    writeFileSync(join(folder, 'server.mjs'), code);
    value.files['server.mjs'] = createHash('sha256').update(code).digest('hex');
  }
  writeFileSync(file, JSON.stringify(descriptor(value)));
}
