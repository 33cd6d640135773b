import { Agent, request } from 'node:http';

/** A client with kept connections that costs as little as possible, so that the host is what is measured. */
export function keptClient(url: string, connections: number) {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    call(method: string, path: string, token: string, body?: string): Promise<number> {
      return new Promise((resolve, reject) => {
        const call = request({
          hostname, port, path, method, agent,
          headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } : {}) },
        }, reply => {
          reply.on('data', () => undefined);
          reply.on('end', () => resolve(reply.statusCode ?? 0));
        });
        call.on('error', reject);
        call.end(body);
      });
    },
    close: () => agent.destroy(),
  };
}
export type KeptClient = ReturnType<typeof keptClient>;
