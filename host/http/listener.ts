import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A port that is listened on, and can be left without cutting off who is being answered. */
export interface Listener {
  /** Resolves to the address; an Error of one sentence when it cannot be had. */
  open(host: string, port: number): Promise<string>;
  /** Closes what is idle at once, the rest when answered, at the latest after so many milliseconds. */
  close(grace: number): Promise<void>;
}

export function createListener(answer: RequestListener): Listener {
  const server = createServer(answer);
  // A till on a slow line may take a while for a file; nobody takes a minute for a header.
  server.headersTimeout = 20_000;
  server.requestTimeout = 60_000;
  server.keepAliveTimeout = 65_000;
  // Browsers open connections ahead of need. Node counts one that never carried a request as busy.
  const unused = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', request => unused.delete(request.socket));

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

function sentenceOf({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE': return `Port ${port} on ${host} is in use. Stop the program that uses it, or set PORT to another.`;
    case 'EACCES': return `Port ${port} on ${host} may not be used by this user. Set PORT to a number above 1023.`;
    case 'EADDRNOTAVAIL': case 'ENOTFOUND': return `This machine has no address ${host}. Set HOST to one it has, such as 127.0.0.1 or 0.0.0.0.`;
    default: return `Port ${port} on ${host} cannot be used: ${message}.`;
  }
}
