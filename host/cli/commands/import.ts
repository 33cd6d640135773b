import { access, constants } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createToken, type Scope } from '@sontechsp/sdk';
import type { Host } from '../../boot.js';
import { readArgs, required } from '../args.js';
import { CommandError, UsageError, type Command } from '../command.js';
import { operatorAt } from '../places.js';
import { withHost } from '../with-host.js';

/** What this command asks of the plugin that keeps the catalogue; the host knows it only by the token's id. */
interface Imports {
  runFile(scope: Scope, path: string, progress?: (report: Report) => void): Promise<Report>;
}
interface Report {
  readonly state: string;
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  readonly failed: number;
  readonly errors: readonly { readonly line: number; readonly message: string }[];
  readonly ignored: readonly string[];
}
const Imports = createToken<Imports>('katalog.imports');

function importsOf(host: Host): Imports {
  const owner = host.registry.installed.find(one => one.plugin.id === 'katalog');
  if (owner?.state !== 'active') throw new CommandError(owner?.reason ?? "There is no plugin 'katalog' to import into.");
  return host.resolve(Imports);
}

export const importGoods: Command = {
  usage: 'FILE --store CODE',
  says: 'Imports goods from a CSV file, and their opening stock into the store.',
  async run(call) {
    const { values, positionals } = readArgs({ args: [...call.argv], options: { store: { type: 'string' } }, allowPositionals: true });
    if (positionals.length > 1) throw new UsageError('One file at a time.');
    const path = resolve(required(positionals[0], 'The file to import'));
    const code = required(values.store, '--store');
    await access(path, constants.R_OK).catch(() => { throw new CommandError(`The file ${path} cannot be read.`); });
    return withHost(call, async host => {
      const report = await importsOf(host).runFile(await operatorAt(host, code), path, call.io.progress && (now => call.io.progress!(`${now.read} lines read`)));
      for (const { line, message } of report.errors) call.io.complain(line > 0 ? `Line ${line}: ${message}` : message);
      if (report.ignored.length > 0) call.io.say(`Ignored columns: ${report.ignored.join(', ')}.`);
      call.io.say(`${report.read} lines read, ${report.created} goods created, ${report.updated} updated, ${report.failed} lines failed.`);
      return report.state === 'done' && report.failed === 0 ? 0 : 1;
    });
  },
};
