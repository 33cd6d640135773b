import { connect, type Socket } from 'node:net';

/**
 * A client with a connection each, which reads no more of an answer than its status and length: it runs beside the host, and
 * what it costs itself is taken from what is measured.
 */
export function keptClient(url: string, connections: number) {
  const { hostname, port } = new URL(url);
  const idle = Array.from({ length: connections }, () => createLine(connect(Number(port), hostname)));
  const waiting: ((line: Line) => void)[] = [];
  return {
    async call(method: string, path: string, token: string, body = ''): Promise<number> {
      const line = idle.pop() ?? await new Promise<Line>(resolve => waiting.push(resolve));
      const { status } = await line.ask(`${method} ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: Bearer ${token}\r\n${
        body === '' ? '' : `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`}\r\n${body}`);
      const next = waiting.shift();
      if (next) next(line);
      else idle.push(line);
      return status;
    },
    close: () => idle.forEach(line => line.close()),
  };
}
export type KeptClient = ReturnType<typeof keptClient>;

type Line = ReturnType<typeof createLine>;
function createLine(socket: Socket) {
  socket.setNoDelay(true);
  let got: Buffer = Buffer.alloc(0);
  let told: { resolve(answer: { status: number }): void; reject(error: Error): void } | undefined;
  const fail = (error: Error): void => told?.reject(error);
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('The host closed a connection.')));
  socket.on('data', (chunk: Buffer) => {
    got = got.length === 0 ? chunk : Buffer.concat([got, chunk]);
    const end = got.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = got.toString('latin1', 0, end);
    const length = Number(/\r\nContent-Length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (got.length < end + 4 + length) return;
    got = got.subarray(end + 4 + length);
    const { resolve } = told!;
    told = undefined;
    resolve({ status: Number(head.slice(9, 12)) });
  });
  return {
    ask: (text: string) => new Promise<{ status: number }>((resolve, reject) => {
      told = { resolve, reject };
      socket.write(text);
    }),
    close: () => {
      told = undefined;
      socket.destroy();
    },
  };
}
