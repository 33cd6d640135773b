import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly key: string;
  readonly ref: string;
  readonly at: number;
}
/** What the remote does with a request: answers with a status, acts and drops the line, or keeps it waiting. */
export type Mood = { readonly status: number; readonly headers?: Record<string, string> } | 'drop' | 'hang';

/** A remote system on a free port. It remembers every request, and how often it acted per reference; a known key acts once. */
export async function startRemote(mood: (asked: Asked, nth: number) => Mood = () => ({ status: 200 })) {
  const asked: Asked[] = [];
  const effects = new Map<string, number>();
  const keys = new Set<string>();
  let honoursKeys = false;
  const server = createServer((request: IncomingMessage, reply: ServerResponse) => {
    const url = new URL(request.url!, 'http://remote');
    const ref = url.searchParams.get('ref') ?? '';
    request.resume();
    if (request.method === 'GET') return void reply.writeHead(effects.has(ref) ? 200 : 404).end();
    const one = { key: String(request.headers['idempotency-key']), ref, at: Date.now() };
    asked.push(one);
    const does = mood(one, asked.length);
    const acts = does === 'drop' || does === 'hang' || does.status < 300;
    if (acts && !(honoursKeys && keys.has(one.key))) effects.set(ref, (effects.get(ref) ?? 0) + 1);
    if (acts) keys.add(one.key);
    if (does === 'drop') request.socket.destroy();
    else if (does !== 'hang') reply.writeHead(does.status, does.headers).end('{}');
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked, effects,
    become(next: typeof mood): void { mood = next; },
    honourKeys(): void { honoursKeys = true; },
    stop: () => new Promise<void>(done => {
      server.closeAllConnections();
      server.close(() => done());
    }),
  };
}
export type Remote = Awaited<ReturnType<typeof startRemote>>;
