import { start } from '../main.js';
import type { Command } from './main.js';

export const startCommand: Command = async (_args, env) => {
  await start(env);
  return 0;
};
