import type pg from 'pg';
import type { Log } from '@sontechsp/sdk';
import type { Server } from './connect.js';

export interface Listening {
  listen(channel: string, heard: (payload: string) => void, lost?: () => void): () => void;
  close(): Promise<void>;
}
interface Listener {
  readonly channel: string;
  readonly heard: (payload: string) => void;
  readonly lost: (() => void) | undefined;
}

const RETRY_MS = 1000;
const ASK_MS = 5000;
const ANSWER_MS = 3000;

/** LISTEN on a connection of its own, made when first needed and made again whenever it is lost. */
export function createListening(server: Server, log: Log): Listening {
  const listeners = new Set<Listener>();
  let client: pg.Client | undefined;
  let connecting: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const quoted = (channel: string): string => `"${channel.replaceAll('"', '""')}"`;
  const tellLost = (): void => {
    for (const listener of [...listeners]) listener.lost?.();
  };
  const again = (ms: number, work: () => void): void => {
    clearTimeout(timer);
    if (!closed) timer = setTimeout(work, ms).unref();
  };

  async function connect(): Promise<void> {
    const fresh = await server.dedicated();
    fresh.on('notification', message => {
      for (const listener of [...listeners]) if (listener.channel === message.channel) listener.heard(message.payload ?? '');
    });
    const down = (): void => {
      if (client !== fresh) return;
      client = undefined;
      if (closed) return;
      log.warn({ database: server.name }, 'The connection for messages was lost; making it again');
      tellLost();
      again(100, reconnect);
    };
    fresh.on('end', down);
    fresh.on('error', down);
    if (closed) return fresh.end();
    client = fresh;
    try {
      for (const channel of new Set([...listeners].map(l => l.channel))) await fresh.query(`LISTEN ${quoted(channel)}`);
    } catch (error) {
      // A server that stands by for another refuses it: the connection is of no use.
      client = undefined;
      await fresh.end().catch(() => {});
      throw error;
    }
    // Whatever was said before the server knew of us is missed.
    tellLost();
    again(ASK_MS, ask);
  }
  function reconnect(): void {
    connecting ??= connect().catch(() => {
      tellLost();
      again(RETRY_MS, reconnect);
    }).finally(() => {
      connecting = undefined;
    });
  }
  /** A connection cut without a word is noticed by asking. */
  function ask(): void {
    const asked = client;
    if (!asked) return;
    const deaf = setTimeout(() => (asked as unknown as { connection: pg.Connection }).connection.stream.destroy(), ANSWER_MS).unref();
    asked.query('SELECT 1').then(() => again(ASK_MS, ask), () => {}).finally(() => clearTimeout(deaf));
  }

  return {
    listen(channel, heard, lost) {
      const listener = { channel, heard, lost };
      const known = [...listeners].some(l => l.channel === channel);
      listeners.add(listener);
      if (client && !known) client.query(`LISTEN ${quoted(channel)}`).then(() => lost?.(), () => {});
      else if (!client && !closed) reconnect();
      return () => void listeners.delete(listener);
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await connecting;
      await client?.end().catch(() => {});
    },
  };
}
