import { readArgs } from '../args.js';
import type { Command } from '../command.js';
import { operatorAt } from '../places.js';
import { withHost } from '../with-host.js';

export const demo: Command = {
  usage: '[--store CODE]',
  says: 'Loads the demonstration goods and their stock; a second time changes nothing.',
  async run(call) {
    const { values } = readArgs({ args: [...call.argv], options: { store: { type: 'string' } } });
    return withHost(call, async host => {
      await host.demo(await operatorAt(host, values.store));
      call.io.say('The demonstration data is loaded.');
      return 0;
    });
  },
};
