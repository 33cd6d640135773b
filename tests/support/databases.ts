import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshPostgres, type Beginning } from './postgres.js';

export type Kind = 'sqlite' | 'postgres';
export interface Place {
  readonly kind: Kind;
  readonly databaseUrl: string | undefined;
  readonly dataFolder: string;
}

const folders: string[] = [];
process.once('exit', () => folders.forEach(folder => rmSync(folder, { recursive: true, force: true })));

/** A database and a data folder of its own, removed when the run ends; empty, unless PostgreSQL is to begin with something. */
export async function freshPlace(kind: Kind, beginning?: Beginning): Promise<Place> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'sontechsp-test-'));
  folders.push(dataFolder);
  return { kind, dataFolder, databaseUrl: kind === 'postgres' ? await freshPostgres(beginning) : undefined };
}

/** Describes the same behaviour once on SQLite and once on PostgreSQL. */
export function eachDatabase(title: string, body: (kind: Kind) => void): void {
  for (const kind of ['sqlite', 'postgres'] as const) describe(`${title} (${kind})`, function () {
    this.timeout(60_000);
    body(kind);
  });
}
