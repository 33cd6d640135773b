import pino, { type Logger } from 'pino';
import type { Log } from '@sontechsp/sdk';

/** Structured logs on standard error, with what must never be in a log taken out. */
export function createLog(level: string): Logger & Log {
  return pino({
    level,
    base: null,
    redact: { paths: ['*.password', '*.authorization', '*.cookie', '*.pin', '*.token', 'password', 'authorization', 'cookie', 'pin', 'token'], censor: '[redacted]' },
  }, pino.destination({ dest: 2, sync: false })) as Logger & Log;
}
