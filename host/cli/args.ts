import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './command.js';

/** `parseArgs` whose complaints are one sentence for the person at the keyboard. */
export function readArgs<const T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    // Node adds advice about `--` after the first sentence.
    const said = (error as Error).message.split('. ')[0]!;
    throw new UsageError(`${said.replace(/\.$/, '')}.`);
  }
}

/** Refuses a command without one of its options. */
export function required(value: string | undefined, what: string): string {
  if (value === undefined || value.trim() === '') throw new UsageError(`${what} is missing.`);
  return value.trim();
}
