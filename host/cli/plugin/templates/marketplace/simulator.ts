import { createServer } from 'node:http';
import type { RemoteOrder } from './tokens.js';

/** A marketplace on this machine, with three orders; `orders` may be added to. */
export async function simulator() {
  const apiKey = 'gizli-deneme';
  const ago = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
  const orders: RemoteOrder[] = ['Ayşe Yılmaz', 'Bora Demir', 'Cem Kaya'].map((customer, at) => ({
    number: `PZ-${1001 + at}`, customer, state: 'new', total: 12_500 * (at + 1), orderedAt: ago(3 - at), changedAt: ago(3 - at),
  }));
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown): void => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const url = new URL(request.url ?? '/', 'http://simulator');
    if (request.headers['x-api-key'] !== apiKey) return answer(401, { error: 'Unknown key' });
    if (url.pathname !== '/orders') return answer(404, { error: 'Not found' });
    answer(200, orders.filter(order => order.changedAt >= (url.searchParams.get('since') ?? '')).sort((a, b) => a.changedAt.localeCompare(b.changedAt)).slice(0, 100));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  return {
    url: address, orders, settings: { address, apiKey },
    stop: () => new Promise<void>(resolve => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}
