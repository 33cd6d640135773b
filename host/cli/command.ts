import type { Plugin } from '@sontechsp/sdk';
import type { Output } from './io.js';

/** What a command gets: its own arguments, and the world it runs in. */
export interface Call {
  readonly argv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly plugins: readonly Plugin[];
  readonly io: Output;
}
export interface Command {
  /** What stands after the name: `FILE --store CODE`. */
  readonly usage: string;
  /** One sentence for `sontechsp help`. */
  readonly says: string;
  /** What `--help` says where usage and sentence are not enough. Given the command's own arguments. */
  help?(argv: readonly string[]): Promise<string>;
  /** Resolves to the exit code; undefined when the process goes on (`start`). */
  run(call: Call): Promise<number | undefined>;
}

/** The caller asked for something that does not exist or left something out: one sentence, exit code 2. */
export class UsageError extends Error {}
/** The command could not do it: one sentence, exit code 1. */
export class CommandError extends Error {}
