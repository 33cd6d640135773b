import { parseArgs } from 'node:util';
import type { Command } from './main.js';
import { scopeOf } from './where.js';
import { withHost } from './with-host.js';

export const demoCommand: Command = (args, env) => {
  const { values } = parseArgs({ args: [...args], options: { store: { type: 'string' } } });
  return withHost(env, async host => {
    await host.demo(await scopeOf(host, values.store));
    process.stdout.write('The demonstration catalogue is loaded.\n');
    return 0;
  });
};
