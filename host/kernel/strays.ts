import type { FaultRecord } from './fault-record.js';

/** Where it is told of what nobody waited for, once there is a host. */
export interface StrayHearers {
  readonly faults: Pick<FaultRecord, 'add'>;
  readonly log: { error(facts: object, message: string): void };
  /** Takes secrets out of a text. */
  readonly scrub: (text: string) => string;
}
export interface Strays {
  /** Told of all so far, then of each as it comes. */
  tell(to: StrayHearers): void;
  release(): void;
}
interface Stray { readonly error: unknown; readonly plugin: string | undefined }

/**
 * A promise nobody waited for, a callback of a timer or a socket that throws: Node ends the process over either, and with it every
 * till of the shop. What comes from a package becomes a fault on its card. A promise that was forgotten elsewhere is logged, since
 * whoever needed it has not gone on. A callback of the host's own that throws may have stopped half-way: that ends the process,
 * as it always did, for a start on whole data.
 */
export function catchStrays(end: (sentence: string) => void = sayAndExit): Strays {
  let hearers: StrayHearers | undefined;
  const kept: Stray[] = [];

  function told(stray: Stray): void {
    if (!hearers) return void kept.push(stray);
    const { error, plugin } = stray;
    if (plugin !== undefined) hearers.faults.add({ plugin, hook: 'unawaited', storeId: '', reason: 'threw' }, error);
    else hearers.log.error({ err: error }, 'Nobody waited for what failed here');
  }
  const rejected = (error: unknown): void => told({ error, plugin: packageOf(error) });
  const thrown = (error: unknown): void => {
    const plugin = packageOf(error);
    if (plugin !== undefined || isOfTheSystem(error)) return told({ error, plugin });
    const stack = error instanceof Error ? error.stack ?? error.message : String(error);
    end((hearers?.scrub ?? (text => text))(stack));
  };
  process.on('unhandledRejection', rejected);
  process.on('uncaughtException', thrown);
  return {
    tell(to) {
      hearers = to;
      for (const stray of kept.splice(0)) told(stray);
    },
    release() {
      process.off('unhandledRejection', rejected);
      process.off('uncaughtException', thrown);
    },
  };
}

const frames = (error: unknown): string[] => (error instanceof Error ? error.stack ?? '' : '').split('\n').filter(line => /^\s+at /.test(line));

/** The id of the package in whose code an error was made, by the innermost frame that stands in one. */
export function packageOf(error: unknown): string | undefined {
  for (const frame of frames(error)) {
    const found = /[\\/]eklentiler[\\/]([a-z][a-z0-9]+)[\\/]server\.mjs\b/.exec(frame);
    if (found) return found[1];
  }
  return undefined;
}
/** A socket or a file that broke, with nobody's code on the way: nothing was left half-way. */
const isOfTheSystem = (error: unknown): boolean =>
  typeof (error as { syscall?: unknown } | null)?.syscall === 'string' && frames(error).every(frame => /\(?node:/.test(frame));

function sayAndExit(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
