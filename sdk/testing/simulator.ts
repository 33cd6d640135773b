import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { CarrierWebhook, TrackingState } from '../carrier.js';
import { createCarrierWorld, type CarrierWorld, type SimulatedShipment } from './carrier-world.js';

/** A request as it came over the wire. */
export interface SimulatedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
export interface SimulatedReply {
  /** 200 unless said. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON unless it is a string. */
  readonly body: unknown;
  /** Of a string: `text/plain` unless said. */
  readonly type?: string;
}

/** What goes wrong with a request that reaches the simulator. */
export type SimulatedFault =
  /** Answered like this; the carrier does not act. */
  | { readonly kind: 'answer'; readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string; readonly type?: string }
  /** The carrier acts, then the connection breaks before an answer. */
  | { readonly kind: 'lost' }
  /** The connection breaks before the carrier acts. */
  | { readonly kind: 'broken' }
  /** The carrier acts and says this instead of its answer. */
  | { readonly kind: 'nonsense'; readonly body: string; readonly type?: string }
  /** The carrier acts, and answers so much later. */
  | { readonly kind: 'slow'; readonly ms: number };
export interface FaultOptions {
  /** How many requests it strikes; 1 unless said. */
  readonly times?: number;
  /** Only requests whose path and body contain this. */
  readonly where?: string;
}

export interface SimulatorOptions {
  /** The time the carrier goes by; the machine's unless said. */
  readonly now?: () => string;
  /** A free one unless said. */
  readonly port?: number;
  /** A word the account's secrets are made of: two simulators with different words refuse each other's connections. */
  readonly account?: string;
}

/**
 * A carrier to test against: a real server on this machine that speaks a carrier's protocol. Whoever runs it may also steer it
 * over HTTP: `GET /_simulator` lists its shipments, `POST /_simulator/advance {reference, state, at?}` moves one on,
 * `POST /_simulator/fault {fault, times?, where?}` spoils the next requests.
 */
export interface CarrierSimulator {
  readonly url: string;
  /** A connection's settings under which it lets the adapter in, secrets included. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The states it can say. */
  readonly states: readonly TrackingState[];
  /** How often it acted on a request to make this shipment. */
  effects(reference: string): number;
  shipment(reference: string): SimulatedShipment | undefined;
  shipments(): readonly SimulatedShipment[];
  advance(reference: string, state: TrackingState, at?: string): void;
  /** Ends all sessions, as a carrier that restarts does. */
  expireSessions(): void;
  fault(fault: SimulatedFault, options?: FaultOptions): void;
  /** What it would send of its own accord about a shipment, signed; left out by carriers that send nothing. */
  readonly webhook?: (reference: string) => CarrierWebhook;
  /** All that reached it, oldest first, the last thousand. */
  readonly requests: readonly SimulatedRequest[];
  stop(): Promise<void>;
}
export type StartCarrierSimulator = (options?: SimulatorOptions) => Promise<CarrierSimulator>;

/** The half of a simulator that differs from carrier to carrier. */
export interface CarrierProtocol {
  readonly states: readonly TrackingState[];
  settings(url: string, account: string): Record<string, unknown>;
  answer(request: SimulatedRequest, world: CarrierWorld, account: string): SimulatedReply;
  readonly webhook?: (shipment: SimulatedShipment, world: CarrierWorld, account: string) => CarrierWebhook;
}

/** Makes a simulator of a protocol: `export const simulator = carrierSimulator({ states, settings, answer })`. */
export function carrierSimulator(protocol: CarrierProtocol): StartCarrierSimulator {
  return async ({ now = () => new Date().toISOString(), port = 0, account = 'deneme' } = {}) => {
    const world = createCarrierWorld(now);
    const faults: { fault: SimulatedFault; left: number; where: string }[] = [];
    const requests: SimulatedRequest[] = [];

    const addFault = (fault: SimulatedFault, options: FaultOptions = {}): void =>
      void faults.push({ fault, left: options.times ?? 1, where: options.where ?? '' });
    const faultFor = (request: SimulatedRequest): SimulatedFault | undefined => {
      const found = faults.find(f => f.left > 0 && (request.path + request.body).includes(f.where));
      if (found) found.left--;
      return found?.fault;
    };
    const control = createControl(world, protocol.states, addFault);

    const server = createServer((incoming, outgoing) => {
      void readRequest(incoming).then(async request => {
        if (request.path.startsWith('/_simulator')) return send(outgoing, control(request));
        requests.push(request);
        if (requests.length > 1000) requests.shift();
        const fault = faultFor(request);
        if (fault?.kind === 'broken') return void outgoing.destroy();
        if (fault?.kind === 'answer') return send(outgoing, { body: fault.body ?? '', type: 'text/plain', ...fault });
        const reply = protocol.answer(request, world, account);
        if (fault?.kind === 'lost') return void outgoing.destroy();
        if (fault?.kind === 'slow') await new Promise(resolve => setTimeout(resolve, fault.ms).unref());
        send(outgoing, fault?.kind === 'nonsense' ? { ...reply, type: fault.type ?? reply.type ?? 'application/json', body: fault.body } : reply);
      }).catch((error: Error) => send(outgoing, { status: 500, body: error.stack ?? error.message }));
    });
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
    return {
      url, requests,
      settings: protocol.settings(url, account),
      states: protocol.states,
      effects: reference => world.find(reference)?.effects ?? 0,
      shipment: reference => world.find(reference),
      shipments: () => world.all(),
      advance(reference, state, at) {
        if (!protocol.states.includes(state)) throw new Error(`This carrier has no word for ${state}`);
        world.advance(reference, state, at);
      },
      expireSessions: () => world.expireSessions(),
      fault: addFault,
      ...(protocol.webhook ? { webhook: (reference: string) => protocol.webhook!(world.find(reference)!, world, account) } : {}),
      stop: () => new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    };
  };
}

function createControl(world: CarrierWorld, states: readonly TrackingState[], addFault: (fault: SimulatedFault, options?: FaultOptions) => void) {
  return (request: SimulatedRequest): SimulatedReply => {
    if (request.method === 'GET') return { body: world.all().map(s => ({ ...s, state: world.stateOf(s) })) };
    const body = JSON.parse(request.body || '{}') as { reference: string; state: TrackingState; at?: string; fault: SimulatedFault } & FaultOptions;
    if (request.path.endsWith('/fault')) addFault(body.fault, body);
    else if (!states.includes(body.state)) return { status: 400, body: { error: `This carrier knows ${states.join(', ')}` } };
    else if (world.find(body.reference)) world.advance(body.reference, body.state, body.at);
    else return { status: 404, body: { error: `No shipment ${body.reference}` } };
    return { body: { ok: true } };
  };
}

async function readRequest(incoming: IncomingMessage): Promise<SimulatedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  // Joined, not resolved: `//orders` is a path with two slashes here, and no host named orders.
  const url = new URL(`http://simulator${incoming.url ?? '/'}`);
  return {
    method: incoming.method ?? 'GET', path: url.pathname, query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function send(outgoing: ServerResponse, reply: SimulatedReply): void {
  if (outgoing.destroyed) return;
  const text = typeof reply.body === 'string';
  outgoing.writeHead(reply.status ?? 200, { 'content-type': text ? `${reply.type ?? 'text/plain'}; charset=utf-8` : 'application/json', ...reply.headers });
  outgoing.end(text ? reply.body as string : JSON.stringify(reply.body));
}
