import { access } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createToken, type Scope } from '@sontechsp/sdk';
import type { Command } from './main.js';
import { UsageError } from './usage.js';
import { scopeOf } from './where.js';
import { withHost } from './with-host.js';

/** What this command needs of the catalogue plugin, asked for by its token's id: the host imports no plugin. */
interface Report { readonly state: string; readonly read: number; readonly created: number; readonly updated: number; readonly failed: number; readonly errors: readonly { line: number; message: string }[] }
interface Imports { runFile(scope: Scope, path: string, progress?: (report: Report) => void): Promise<Report> }
const Imports = createToken<Imports>('katalog.imports');

export const importCommand: Command = (args, env) => {
  const { values, positionals } = parseArgs({ args: [...args], options: { store: { type: 'string' } }, allowPositionals: true });
  const [file] = positionals;
  if (!file) throw new UsageError('Name the CSV file: sontechsp import FILE');
  return withHost(env, async host => {
    await access(file).catch(() => { throw new Error(`The file ${file} cannot be read.`); });
    const report = await host.resolve(Imports).runFile(await scopeOf(host, values.store), file, r => {
      if (process.stderr.isTTY) process.stderr.write(`\r${r.read} lines read`);
    });
    for (const { line, message } of report.errors) process.stderr.write(`line ${line}: ${message}\n`);
    process.stdout.write(`${report.read} lines: ${report.created} created, ${report.updated} updated, ${report.failed} failed\n`);
    return report.state === 'done' && report.failed === 0 ? 0 : 1;
  });
};
