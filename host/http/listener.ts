import { createServer, STATUS_CODES, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Problem } from './problem.js';

/** A port that is listened on, and can be left without cutting off who is being answered. */
export interface Listener {
  /** Resolves to the address; an Error of one sentence when it cannot be had. */
  open(host: string, port: number): Promise<string>;
  /** Closes what is idle at once, the rest when answered, at the latest after so many milliseconds. */
  close(grace: number): Promise<void>;
}

/** `malformed` says what is answered, with a status, to what is no request. */
export function createListener(answer: RequestListener, malformed: (status: number) => Problem): Listener {
  const server = createServer(answer);
  // A till on a slow line may take a while for a file; nobody takes a minute for a header.
  server.headersTimeout = 20_000;
  server.requestTimeout = 60_000;
  server.keepAliveTimeout = 65_000;
  // Browsers open connections ahead of need. Node counts one that never carried a request as busy.
  const unused = new Set<Socket>();
  const answered = new WeakMap<Socket, ServerResponse>();
  server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', (request, response) => {
    unused.delete(request.socket);
    answered.set(request.socket, response);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    const tell = (): void => void (socket.writable && error.code !== 'ECONNRESET' ? socket.end(onTheWire(malformed(statusOf(error)))) : socket.destroy());
    const last = answered.get(socket);
    if (!last || last.writableFinished) return tell();
    // Nonsense after a whole request waits for the reply to that; in the middle of one's own reply nothing can be told.
    if (last.req.complete) last.once('finish', tell);
    else if (last.headersSent) socket.destroy();
    else tell();
  });

  return {
    open: (host, port) => new Promise((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => reject(new Error(sentenceOf(error, host, port), { cause: error })));
      server.listen({ host, port }, () => {
        server.removeAllListeners('error');
        resolve(`http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`);
      });
    }),
    async close(grace) {
      if (!server.listening) return;
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      const sweep = (): void => {
        server.closeIdleConnections();
        for (const socket of unused) socket.destroy();
      };
      sweep();
      const sweeping = setInterval(sweep, 50);
      const limit = setTimeout(() => server.closeAllConnections(), grace);
      await closed;
      clearInterval(sweeping);
      clearTimeout(limit);
    },
  };
}

/** As Node itself has it. */
function statusOf({ code }: NodeJS.ErrnoException): number {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW': return 431;
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW': return 413;
    case 'ERR_HTTP_REQUEST_TIMEOUT': return 408;
    default: return 400;
  }
}
/** The whole of a reply where there is no request it could be written to. */
function onTheWire({ status, headers, body }: Problem): string {
  const text = JSON.stringify(body);
  const lines = { ...headers, 'Content-Type': 'application/problem+json; charset=utf-8', 'Content-Length': Buffer.byteLength(text), Connection: 'close' };
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...Object.entries(lines).map(([name, value]) => `${name}: ${value}`), '', text].join('\r\n');
}

function sentenceOf({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE': return `Port ${port} on ${host} is in use. Stop the program that uses it, or set PORT to another.`;
    case 'EACCES': return `Port ${port} on ${host} may not be used by this user. Set PORT to a number above 1023.`;
    case 'EADDRNOTAVAIL': case 'ENOTFOUND': return `This machine has no address ${host}. Set HOST to one it has, such as 127.0.0.1 or 0.0.0.0.`;
    default: return `Port ${port} on ${host} cannot be used: ${message}.`;
  }
}
