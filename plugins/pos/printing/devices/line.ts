import { connect } from 'node:net';

/** An open connection to a printer. */
export interface Line {
  /** Resolves to whether all of it was handed over within the time. */
  send(bytes: Uint8Array, withinMs: number): Promise<boolean>;
  /** Sends a question; the first byte that can be its answer, or undefined when none came. */
  ask(question: readonly number[], fits: (byte: number) => boolean, withinMs: number): Promise<number | undefined>;
  /** The connection failed, or the printer ended it. */
  readonly broken: boolean;
  /** Ends it in order; resolves to whether that went without an error. Waits so long for the printer to end its side. */
  close(withinMs: number): Promise<boolean>;
  destroy(): void;
}

/** Undefined when nobody answers. */
export async function openLine(host: string, port: number, withinMs: number): Promise<Line | undefined> {
  const socket = connect({ host, port, noDelay: true });
  let failed = false;
  let ended = false;
  let heard: ((byte: number) => void) | undefined;
  let gone: (() => void) | undefined;
  socket.on('data', bytes => { for (const byte of bytes) heard?.(byte); });
  socket.on('error', () => { failed = true; });
  socket.on('end', () => { ended = true; gone?.(); });
  socket.on('close', () => { ended = true; gone?.(); });
  /** What `begin` resolves to, or undefined when the time is over or the connection is. */
  const within = <T>(ms: number, begin: (done: (value: T) => void) => void): Promise<T | undefined> => new Promise(resolve => {
    const end = (value: T | undefined): void => {
      clearTimeout(timer);
      gone = undefined;
      resolve(value);
    };
    const timer = setTimeout(() => end(undefined), ms);
    gone = () => end(undefined);
    if (failed || ended) end(undefined);
    else begin(end);
  });

  const connected = await within<true>(withinMs, done => socket.once('connect', () => done(true)));
  if (!connected) {
    socket.destroy();
    return undefined;
  }
  const line: Line = {
    get broken() { return failed || ended; },
    send: async (bytes, ms) => await within<boolean>(ms, done => socket.write(bytes, error => done(!error))) ?? false,
    async ask(question, fits, ms) {
      const answer = within<number>(ms, done => {
        heard = byte => { if (fits(byte)) done(byte); };
        socket.write(Uint8Array.from(question));
      });
      return answer.finally(() => { heard = undefined; });
    },
    async close(ms) {
      if (!failed && !ended) await within<true>(ms, () => socket.end());
      socket.destroy();
      return !failed;
    },
    destroy: () => void socket.destroy(),
  };
  return line;
}
