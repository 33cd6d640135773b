import pino, { type Logger } from 'pino';
import type { Log } from '@sontechsp/sdk';

/** Where lines go: standard error unless said. */
export interface LogTarget {
  write(line: string): void;
}

/** Structured logs, with what must never be in a log taken out: fields by name, and secrets wherever they stand in a line. */
export function createLog(level: string, scrub: (line: string) => string = line => line, target: LogTarget = standardError()): Logger & Log {
  return pino({
    level,
    base: null,
    redact: { paths: ['*.password', '*.authorization', '*.cookie', '*.pin', '*.token', 'password', 'authorization', 'cookie', 'pin', 'token'], censor: '[redacted]' },
  }, { write: line => target.write(scrub(line)) }) as Logger & Log;
}

const standardError = (): LogTarget => pino.destination({ dest: 2, sync: false });
