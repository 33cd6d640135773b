import { readArgs } from '../args.js';
import type { Command } from '../command.js';
import { withHost } from '../with-host.js';

export const migrate: Command = {
  usage: '',
  says: 'Brings the database up to date.',
  async run(call) {
    readArgs({ args: [...call.argv], options: {} });
    return withHost(call, async ({ registry }) => {
      const off = registry.installed.filter(one => one.state === 'failed');
      for (const { plugin, reason } of off) call.io.complain(reason ?? `Plugin '${plugin.id}' is off.`);
      if (off.length === 0) call.io.say('The database is up to date.');
      return off.length === 0 ? 0 : 1;
    }, { begins: true });
  },
};
