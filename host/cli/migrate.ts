import type { Command } from './main.js';
import { withHost } from './with-host.js';

export const migrateCommand: Command = (_args, env) => withHost(env, async host => {
  const off = host.registry.installed.filter(i => i.state === 'failed');
  for (const { reason } of off) process.stderr.write(`${reason}\n`);
  process.stdout.write(off.length === 0 ? 'The database is up to date.\n' : `${off.length} plugins are off.\n`);
  return off.length === 0 ? 0 : 1;
});
