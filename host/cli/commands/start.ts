import { readArgs } from '../args.js';
import type { Command } from '../command.js';

export const start: Command = {
  usage: '',
  says: 'Serves until it is told to stop.',
  async run({ argv, env }) {
    readArgs({ args: [...argv], options: {} });
    const { start: serve } = await import('../../main.js');
    await serve(env);
    return undefined;
  },
};
