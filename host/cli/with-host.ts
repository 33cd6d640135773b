import { Messages, isRefusal } from '@sontechsp/sdk';
import { bootHost, type Host } from '../boot.js';
import { readConfig, type Config } from '../config.js';
import { createProblems } from '../http/problem.js';
import { CommandError, type Call } from './command.js';
import { mustExist } from './existing.js';
import { sentenceOf, type Problem } from './problem.js';

interface HostOptions {
  /** Whether it may begin where there is nothing yet. */
  readonly begins?: boolean;
  readonly change?: Partial<Config>;
}

/** Runs `work` with a booted host that neither listens nor delivers, on the database of the environment, and ends it. */
export async function withHost<T>({ env, plugins }: Call, work: (host: Host) => Promise<T>, { begins = false, change = {} }: HostOptions = {}): Promise<T> {
  // What a command has to say it says itself; the log is for what went wrong.
  const config = { ...readConfig({ ...env, LOG_LEVEL: env.LOG_LEVEL || 'error' }), ...change };
  if (!begins) await mustExist(config);
  const host = await bootHost(config, plugins, { jobs: false });
  try {
    return await work(host);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const { body } = createProblems(host.resolve(Messages))(error, { language: 'en', path: '', requestId: 'cli' });
    throw new CommandError(sentenceOf(body as Problem), { cause: error });
  } finally {
    await host.stop();
  }
}
